// Every page and state of the shop as pictures, to be looked at: `npm run screenshots [folder] [tour …]`.
// Phone and desk, day and night, English and German; `index.html` in the folder shows them all, a sheet each page in all looks.

import { chromium as browsers } from "@playwright/test";
import { chromium } from "./browser.js";
import { open } from "./larder.js";
import { basket, canceling, checkout, owing, scarce } from "./tour/buying.js";
import { Camera } from "./tour/camera.js";
import { mails } from "./tour/mails.js";
import { legal, picking, running, signingIn } from "./tour/office.js";
import { adding, browsing, gone, listing, waiting } from "./tour/shop.js";

const [folder = "/tmp/shots", ...wanted] = process.argv.slice(2);
const shop = await open();
const browser = await browsers.launch(chromium);
const camera = new Camera(browser, shop, folder);
const wants = (tour) => wanted.length === 0 || wanted.includes(tour);
try {
  if (wants("shelves")) await shelves();
  if (wants("waiting")) await waiting(camera, await camera.someone());
  if (wants("day")) await day();
  if (wants("office")) await office();
  await camera.lay();
  console.log(`${camera.taken} pictures in ${folder}`);
} finally {
  await browser.close();
  await shop.close();
}

async function shelves() {
  const page = await camera.someone();
  await browsing(camera, page);
  await listing(camera, page);
  await gone(camera, page);
  await adding(camera, page);
}

/** From an empty basket to the letters about an order. */
async function day() {
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

async function office() {
  const [shopper, staff] = [await camera.someone(), await camera.someone()];
  await signingIn(camera, staff);
  await running(camera, staff);
  await legal(camera, staff, shopper);
}
