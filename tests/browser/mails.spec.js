// Letters in a real renderer: narrow and wide, by day and by night, and with the same words as their text part.

import { packed } from "./backstage.js";
import { test } from "./fixtures.js";
import { inspect } from "./letter.js";
import { choose, order, pay, readMail } from "./steps.js";

test.beforeEach(({ js, viewport }) => test.skip(!js || viewport.width > 600, "letters are the same for everybody"));

test("what an order is told of can be read in every mail program", async ({ shopper, shop, js, mail }) => {
  await choose(shopper, js, "milk-uht-1l", 2);
  await choose(shopper, js, "oregano", 1);
  await order(shopper, "pickup", mail);
  const number = await pay(shopper);
  await readMail(shopper, shop, mail, new RegExp(`^Your order ${number} ${mail}`));
  await inspect(shopper);
  await packed(shop, number, (line, n) => (n === 0 ? "found" : { short: { found: 0 } }));
  await readMail(shopper, shop, mail, `Your order ${number} is ready`);
  await inspect(shopper);
});

test("so can a cancellation, in German", async ({ shopper, shop, js, mail }) => {
  await choose(shopper, js, "milk-uht-1l", 1);
  await order(shopper, "pickup", mail);
  await pay(shopper);
  const page = shopper.url();
  await shopper.context().addCookies([{ name: "lang", value: "de", url: shop.shop }]);
  await shopper.goto(page);
  await shopper.getByRole("button", { name: "Bestellung stornieren" }).click();
  await readMail(shopper, shop, mail, /canceled|storniert/);
  await inspect(shopper);
});

test("so can the link staff come in by", async ({ staff, shop }) => {
  await staff.goto("/back-office");
  await staff.getByLabel("Your mail address").fill(staff.email);
  await staff.getByRole("button", { name: "Send me a link" }).click();
  await readMail(staff, shop, staff.email, /Sign in/);
  await inspect(staff);
});
