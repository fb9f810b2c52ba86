// Every page and every state of the shop, in the order in which a shop of its own comes to them.

import { stock } from "../larder.js";
import { asking, canceledByShop, claiming, expiring, unhappy } from "./after.js";
import { basket, canceling, checkout, owing, scarce } from "./buying.js";
import { mails } from "./mails.js";
import { counting, legal, picking, promoting, running, signingIn } from "./office.js";
import { adding, browsing, failing, gone, listing, opening, waiting } from "./shop.js";
import { atHandover, changed, curbside, delivered, parcel, rescheduled } from "./ways.js";

export const TOURS = { shelves, waiting: stopped, day, office, ways, after };

async function shelves(camera) {
  await opening(camera);
  const page = await camera.someone();
  await browsing(camera, page);
  await listing(camera, page);
  await gone(camera, page);
  await adding(camera, page);
}

async function stopped(camera) {
  await waiting(camera, await camera.someone());
}

/** From an empty basket to the letters about an order. */
async function day(camera) {
  const [shopper, staff] = [await camera.someone(), await camera.someone()];
  await basket(camera, shopper);
  await checkout(camera, shopper);
  await owing(camera, shopper);
  await signingIn(camera, staff);
  await canceling(camera);
  await picking(camera, staff, shopper);
  await mails(camera, await camera.someone());
  await scarce(camera);
}

async function office(camera) {
  const [shopper, staff] = [await camera.someone(), await camera.someone()];
  await signingIn(camera, staff);
  await running(camera, staff);
  await promoting(camera, staff);
  await counting(camera, staff);
  await legal(camera, staff, shopper);
}

/** To the door, to the car, in a parcel, at another time, and paid on arrival. */
async function ways(camera) {
  await stock(camera.shop);
  const staff = await camera.someone();
  await signingIn(camera, staff);
  await rescheduled(camera);
  await changed(camera);
  await delivered(camera, staff);
  await curbside(camera, staff);
  await parcel(camera, staff);
  await atHandover(camera, staff);
}

/** What is asked, claimed and given back; what ends early; and the day nothing works. */
async function after(camera) {
  const staff = await camera.someone();
  await signingIn(camera, staff);
  await asking(camera, staff);
  await claiming(camera, staff);
  await canceledByShop(camera, staff);
  await expiring(camera);
  await unhappy(camera);
  await failing(camera);
}
