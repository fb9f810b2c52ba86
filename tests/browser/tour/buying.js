// From the basket to the paid order, with everything that may come in between.

import { asOwner } from "../larder.js";
import { again, choose, chooseTime, order, pay, tellWho, weigh } from "../steps.js";
import { press } from "./camera.js";

export const ADA = "ada@shopper.example";

export async function basket(camera, page) {
  await camera.visit(page, "/cart", "basket-empty");
  await camera.visit(page, "/checkout", "checkout-empty");
  await choose(page, true, "milk-organic-1l", 2);
  await choose(page, true, "pretzel", 3);
  await choose(page, true, "wine-riesling");
  await choose(page, true, "spaghetti-500", 3);
  await weigh(page, true, "apples-elstar", 500);
  await camera.visit(page, "/cart", "basket-full");
  await press(page, /^Remove Pretzel/);
  await camera.shoot(page, "basket-removed");
  await press(page, "Put it back");
  await choose(page, true, "gift-basket-breakfast", 5);
  await chooseTime(page, "pickup");
  await tellWho(page, "pickup", ADA);
  await press(page, "Review the order");
  await camera.both(page, "checkout-too-much");
  await page.goto("/cart");
  await press(page, /^Remove Breakfast Gift Basket/);
}

export async function checkout(camera, page) {
  await camera.visit(page, "/checkout", "checkout-start");
  await camera.visit(page, "/checkout?method=pickup", "checkout-slots-pickup");
  await camera.visit(page, "/checkout?method=delivery&postcode=10115", "checkout-slots-delivery");
  await camera.visit(page, "/checkout?method=delivery&postcode=99999", "checkout-no-delivery");
  await chooseTime(page, "delivery");
  await tellWho(page, "delivery", "ada@nowhere");
  await press(page, "Review the order");
  await camera.both(page, "checkout-errors");
  await chooseTime(page, "delivery");
  await tellWho(page, "delivery", ADA);
  await press(page, "Review the order");
  await camera.both(page, "checkout-review");
  await page.locator("input[name=of_age]").check();
  await press(page, "Place order and pay");
  await camera.shoot(page, "pay");
  await press(page, "Decline the card");
  await camera.shoot(page, "pay-declined");
  await press(page, "Pay with 3-D Secure");
  await camera.shoot(page, "pay-bank");
  await press(page, "Fail the check");
}

export async function owing(camera, page) {
  await press(page, "Walk away");
  await camera.both(page, "order-waiting");
  await camera.visit(page, "/cart", "basket-waiting");
  await page.goto("/checkout/order");
  await press(page, /^Pay €/);
  await pay(page);
  await camera.both(page, "order-placed");
}

/** Times that are nearly or altogether taken: a window takes one order now, and its first has it. */
export async function scarce(camera) {
  await asOwner(camera.shop, "PATCH", "/back-office/settings", { capacity_pickup: 1, capacity_delivery: 2 });
  const page = await camera.someone();
  await choose(page, true, "pretzel", 1);
  await again(page, async () => {
    await page.goto("/checkout?method=pickup");
    await page.getByText("nearly full").first().waitFor({ timeout: 500 });
  });
  await chooseTime(page, "pickup");
  // The first may have an order from before, and keeps the room it had.
  await page.locator('input[name="fulfillment[slot]"]:not(:disabled)').nth(1).check();
  await tellWho(page, "pickup", "max@shopper.example");
  await press(page, "Review the order");
  await press(page, "Place order and pay");
  await pay(page);
  await choose(page, true, "pretzel", 1);
  await camera.visit(page, "/checkout?method=pickup", "checkout-slots-full");
  await page.context().close();
}

/** One that is paid and then canceled by its shopper, who reads German. */
export async function canceling(camera) {
  const page = await camera.someone();
  await choose(page, true, "coffee-beans", 2).catch(() => choose(page, true, "beer-pils-6", 2));
  await order(page, "pickup", "grace@shopper.example");
  await pay(page);
  await press(page, "Cancel the order");
  await again(page, () => page.getByRole("heading", { level: 1, name: "This order was canceled" }).waitFor({ timeout: 500 }));
  await camera.both(page, "order-canceled");
  await page.context().close();
}
