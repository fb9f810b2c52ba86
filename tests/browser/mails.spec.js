// Letters in a real renderer: narrow and wide, by day and by night, and with the same words as their text part.

import { charged, packed } from "./backstage.js";
import { test } from "./fixtures.js";
import { asOwner } from "./larder.js";
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

test("so can what follows: sent off, delivered, money back, a claim and its answer", async ({ shopper, shop, js, mail }) => {
  await choose(shopper, js, "coffee-beans", 2);
  await order(shopper, "delivery", mail);
  const number = await pay(shopper);
  const key = new URL(shopper.url()).searchParams.get("key");
  const path = `/back-office/orders/${number}`;
  await packed(shop, number);
  await charged(shop, number);
  await asOwner(shop, "POST", `${path}/send-off`, {});
  await asOwner(shop, "POST", `${path}/handover`, {});
  await asOwner(shop, "POST", `${path}/refunds`, { refund: "broken", of: "line-1", much: "units", number: "1", reason: "it was broken" });
  const claim = await asOwner(shop, "POST", `/orders/${number}/claims`, { key, fault: "late" });
  await asOwner(shop, "POST", `${path}/claims/${claim.claims[0].claim}`, { outcome: "refused", reason: "it was on time" });
  for (const subject of [`Your order ${number} is on its way`, `Your order ${number} is with you`, `Money back for your order ${number}`, `We have your message about order ${number}`, `Our answer about your order ${number}`]) {
    await readMail(shopper, shop, mail, subject);
    await inspect(shopper);
  }
});

test("so can a question from between the shelves", async ({ shopper, shop, js, mail }) => {
  await choose(shopper, js, "milk-uht-1l", 2);
  await choose(shopper, js, "oregano", 1);
  await order(shopper, "pickup", mail);
  const number = await pay(shopper);
  const path = `/back-office/orders/${number}`;
  // Dearer milk has room in what is authorized, because the oregano is not there.
  await asOwner(shop, "POST", `${path}/picks`, { results: [{ line: 2, pick: { short: { found: 0 } } }] });
  await asOwner(shop, "POST", `${path}/proposals`, { line: 1, sku: "milk-whole-1l", quantity: { pieces: 2 } });
  await readMail(shopper, shop, mail, `A question about your order ${number}`);
  await inspect(shopper);
});

test("so can the link staff come in by", async ({ staff, shop }) => {
  await staff.goto("/back-office");
  await staff.getByLabel("Your mail address").fill(staff.email);
  await staff.getByRole("button", { name: "Send me a link" }).click();
  await readMail(staff, shop, staff.email, /Sign in/);
  await inspect(staff);
});
