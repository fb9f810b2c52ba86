// How an order gets to its shopper: another time, the door, the curb, a parcel; and paid where it changes hands.

import { charged, handedOver, packed } from "../backstage.js";
import { asOwner } from "../larder.js";
import { again, choose, chooseTime, line, order, orderOf, pay, tellWho } from "../steps.js";
import { press } from "./camera.js";

const office = (page) => `/back-office/orders/${orderOf(page)}`;

/** A paid order of somebody's own. */
export async function ordered(camera, method, email, goods = [["milk-uht-1l", 2]], more) {
  const page = await camera.someone();
  for (const [sku, pieces] of goods) await choose(page, true, sku, pieces);
  await order(page, method, email, more);
  await pay(page);
  return page;
}

export async function rescheduled(camera) {
  const page = await ordered(camera, "pickup", "ida@shopper.example");
  await page.getByRole("link", { name: "Choose another time" }).click();
  await camera.both(page, "slot-another");
  await page.locator('input[name="fulfillment[slot]"]:not(:disabled)').last().evaluate((radio) => { radio.closest("details").open = true; radio.checked = true; });
  await press(page, "Take this time");
  await camera.both(page, "slot-moved");
  await packed(camera.shop, orderOf(page));
  await page.goto(page.url().replace(/\?/, "/slot?"));
  await camera.both(page, "slot-too-late");
  await page.context().close();
}

/** Other goods after it was paid: found, looked at, and paid anew. */
export async function changed(camera) {
  const page = await ordered(camera, "pickup", "hal@shopper.example");
  await page.getByRole("link", { name: "Change what you ordered" }).click();
  await camera.both(page, "order-change");
  await page.getByLabel("Search for a product").fill("coffee beans");
  await page.getByRole("main").getByRole("button", { name: "Search", exact: true }).click();
  await camera.shoot(page, "order-change-found");
  await line(page, "Espresso Beans").first().getByRole("spinbutton").fill("1");
  await page.getByRole("button", { name: "See what it comes to" }).last().click();
  await camera.shoot(page, "order-change-review");
  await press(page, "Change the order and pay");
  await press(page, "Walk away");
  await camera.both(page, "order-change-unpaid");
  await page.context().close();
}

export async function delivered(camera, staff) {
  const page = await ordered(camera, "delivery", "joe@shopper.example", [["milk-uht-1l", 18]]);
  await packed(camera.shop, orderOf(page));
  await charged(camera.shop, orderOf(page));
  await camera.call(staff, office(page), "office-to-send-off");
  await press(staff, "On its way");
  await camera.shoot(staff, "office-on-its-way");
  await page.reload();
  await camera.both(page, "order-on-its-way");
  await page.context().close();
}

export async function curbside(camera, staff) {
  const page = await camera.someone();
  await choose(page, true, "milk-uht-1l", 2);
  await camera.visit(page, "/checkout?method=curbside", "checkout-slots-curbside");
  await order(page, "curbside", "kay@shopper.example");
  await pay(page);
  await camera.both(page, "order-curbside");
  await packed(camera.shop, orderOf(page));
  await charged(camera.shop, orderOf(page));
  await page.reload();
  await camera.both(page, "order-curbside-ready");
  await camera.call(staff, office(page), "office-curbside");
  await staff.getByLabel("Code the shopper says").fill("0");
  await press(staff, "Hand over");
  await camera.shoot(staff, "office-wrong-code");
  await page.context().close();
}

export async function parcel(camera, staff) {
  const page = await camera.someone();
  await choose(page, true, "spaghetti-500", 4);
  await camera.visit(page, "/checkout?method=shipment", "checkout-parcel");
  await order(page, "shipment", "lea@shopper.example");
  await pay(page);
  await camera.both(page, "order-parcel");
  await packed(camera.shop, orderOf(page));
  await charged(camera.shop, orderOf(page));
  await camera.call(staff, office(page), "office-parcel");
  await staff.getByLabel("Carrier").fill("DHL");
  await staff.getByLabel("Tracking number").fill("00340434161094042557");
  await press(staff, "Shipped");
  await page.reload();
  await camera.both(page, "order-parcel-left");
  await page.context().close();
}

/** Trusted after one order; paid in cash. */
export async function atHandover(camera, staff) {
  await asOwner(camera.shop, "POST", "/back-office/payment", { at_handover: "yes", most: 8000, after_orders: 1, open_at_once: 1 });
  const page = await ordered(camera, "pickup", "mia@shopper.example");
  const first = orderOf(page);
  await choose(page, true, "milk-uht-1l", 3);
  await again(page, async () => {
    await page.goto("/checkout?method=pickup");
    await page.getByText("In cash or by card when you get it").waitFor({ timeout: 500 });
  });
  await camera.both(page, "checkout-means");
  await chooseTime(page, "pickup");
  await tellWho(page, "pickup", "mia@shopper.example");
  await page.getByLabel("In cash or by card when you get it").check();
  await press(page, "Review the order");
  await press(page, "Place order");
  await camera.both(page, "checkout-not-trusted");
  await handedOver(camera.shop, first);
  await camera.visit(page, "/checkout/review", "checkout-review-later");
  await press(page, "Place order");
  await camera.both(page, "order-pay-later");
  await packed(camera.shop, orderOf(page));
  await page.reload();
  await camera.both(page, "order-pay-later-ready");
  await camera.call(staff, office(page), "office-cash");
  await press(staff, /^Took .* in cash/);
  await camera.shoot(staff, "office-cash-taken");
  await page.reload();
  await camera.both(page, "order-paid-later");
  await page.context().close();
}
