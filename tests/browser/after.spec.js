// What comes after paying: another time, a car at the curb, money at the counter, and something that was not right.

import { charged, handedOver, packed } from "./backstage.js";
import { jar } from "./drawn.js";
import { expect, test } from "./fixtures.js";
import { asOwner } from "./larder.js";
import { again, choose, chooseTime, order, orderOf, pay, signIn, tellWho } from "./steps.js";

test.beforeEach(({ js, viewport }) => test.skip(js === viewport.width > 600, "once with the script on a phone, once without it at a desk"));

const office = (page) => `/back-office/orders/${orderOf(page)}`;

async function bought(page, js, method, mail, goods = [["milk-uht-1l", 2]]) {
  for (const [sku, pieces] of goods) await choose(page, js, sku, pieces);
  await order(page, method, mail);
  await pay(page);
}

test("what was not right is told with a photo, and comes back as money", async ({ shopper, staff, shop, js, mail }) => {
  await bought(shopper, js, "pickup", mail, [["milk-organic-1l", 2], ["milk-uht-1l", 1]]);
  const page = shopper.url();
  await handedOver(shop, orderOf(shopper));
  await shopper.goto(page);
  await shopper.getByText("Something not right?").click();
  await shopper.locator("#claim form").evaluate((form) => form.setAttribute("novalidate", ""));
  await shopper.getByLabel("A photo").setInputFiles({ name: "note.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
  await shopper.getByRole("button", { name: "Tell us" }).click();
  const what = shopper.getByRole("radiogroup", { name: "What happened?" });
  await expect(what).toHaveAccessibleDescription("Please choose what happened.");
  await expect(what).toHaveAttribute("aria-invalid", "true");
  await expect(shopper.getByLabel("A photo")).toHaveAccessibleDescription(/This is no JPEG, PNG or WebP picture/);
  await shopper.getByLabel("Damaged or spoiled").check();
  await shopper.getByRole("button", { name: "Tell us" }).click();
  await expect(shopper.getByLabel("Which one?")).toHaveAccessibleDescription("Please choose what it is about.");
  await shopper.getByLabel("Which one?").selectOption({ index: 1 });
  await shopper.getByLabel("What should we know?").fill("One bottle was broken.");
  await shopper.getByLabel("A photo").setInputFiles({ name: "jar.png", mimeType: "image/png", buffer: jar([180, 40, 30]) });
  await shopper.getByRole("button", { name: "Tell us" }).click();
  await expect(shopper.locator("#claims")).toContainText("we are looking into it");
  await signIn(staff, shop, staff.email);
  await staff.goto("/back-office/claims");
  const card = staff.locator("section.card").filter({ hasText: orderOf(shopper) });
  await expect(card.getByAltText("The shopper's photo")).toBeVisible();
  await card.getByLabel("In your words").fill("We are sorry.");
  await card.getByRole("button", { name: "Answer" }).click();
  await again(shopper, () => expect(shopper.getByText("paid back").first()).toBeVisible({ timeout: 500 }));
  await expect(shopper.locator("#claims")).toContainText("money back");
});

test("a paid order gets another time, until somebody picks it", async ({ shopper, shop, js, mail }) => {
  await bought(shopper, js, "pickup", mail);
  const page = shopper.url();
  await shopper.getByRole("link", { name: "Choose another time" }).click();
  const before = await shopper.locator(".lead strong").innerText();
  const day = shopper.locator("details.day").nth(2);
  await day.locator("summary").click();
  await day.locator("input:not(:disabled)").last().check();
  await shopper.getByRole("button", { name: "Take this time" }).click();
  await expect(shopper.getByRole("heading", { level: 1 })).toHaveText("Thank you! We have your order");
  await expect(shopper.locator(".lead")).not.toContainText(before);
  await packed(shop, orderOf(shopper));
  await shopper.goto(page.replace(/\?.*key=/, "/slot?key="));
  await expect(shopper.getByRole("heading", { level: 1 })).toHaveText("The order can no longer be changed");
  await shopper.getByRole("main").getByRole("link").first().click();
  await expect(shopper.getByRole("heading", { level: 1 })).toHaveText("Your order is ready");
});

test("who comes to the curb says so on the day and not before, and gets the order for a code", async ({ shopper, staff, shop, js, mail }) => {
  await bought(shopper, js, "curbside", mail);
  const code = await shopper.locator(".notice strong").first().innerText();
  await packed(shop, orderOf(shopper));
  await charged(shop, orderOf(shopper));
  await shopper.reload();
  // The slot is more than an hour away, so nobody is asked for a bay; the journey `ways` goes to that hour.
  await expect(shopper.getByRole("button", { name: "I am here" })).toHaveCount(0);
  await signIn(staff, shop, staff.email);
  await staff.goto(office(shopper));
  await staff.getByLabel("Code the shopper says").fill("0");
  await staff.getByRole("button", { name: "Hand over" }).click();
  await expect(staff.getByLabel("Code the shopper says")).toHaveAccessibleDescription(/not the code of this order/);
  await staff.getByLabel("Code the shopper says").fill(code);
  await staff.getByRole("button", { name: "Hand over" }).click();
  await expect(staff.locator("#finish")).toContainText("Handed over by");
});

test("who is trusted pays when they get it, exactly what was picked", async ({ shopper, staff, shop, js, mail }) => {
  await asOwner(shop, "POST", "/back-office/payment", { at_handover: "yes", most: 8000, after_orders: 0, open_at_once: 1 });
  await choose(shopper, js, "milk-uht-1l", 3);
  await again(shopper, async () => {
    await shopper.goto("/checkout?method=pickup");
    await expect(shopper.getByLabel("In cash or by card when you get it")).toBeVisible({ timeout: 500 });
  });
  await chooseTime(shopper, "pickup");
  await tellWho(shopper, "pickup", mail);
  await shopper.getByLabel("In cash or by card when you get it").check();
  await shopper.getByRole("button", { name: "Review the order" }).click();
  await shopper.getByRole("button", { name: "Place order", exact: true }).click();
  await expect(shopper.getByRole("heading", { level: 1 })).toHaveText("Thank you! We have your order");
  await expect(shopper.getByText("You pay in cash or by card when you get your order")).toBeVisible();
  await packed(shop, orderOf(shopper), () => ({ short: { found: 2 } }));
  await shopper.reload();
  await expect(shopper.locator(".sum .total")).toContainText("To pay when you get it");
  await signIn(staff, shop, staff.email);
  await staff.goto(office(shopper));
  await staff.getByRole("button", { name: /^Took .* in cash/ }).click();
  await expect(staff.locator("#finish")).toContainText("Handed over by");
  const taken = await staff.getByRole("row", { name: /^Taken in cash/ }).getByRole("cell").innerText();
  await shopper.reload();
  await expect(shopper.locator(".sum .total")).toContainText("Paid when you got it");
  await expect(shopper.locator(".sum .total")).toContainText(taken);
});
