// When it comes: days that unfold, times that are chosen by hand or key, and a place we do not go to.

import { expect, test } from "./fixtures.js";
import { look } from "./look.js";
import { choose, tellWho } from "./steps.js";

test.beforeEach(async ({ shopper, js }) => choose(shopper, js, "milk-uht-1l", 3));

test("a time is chosen on another day, and kept while the rest is told", async ({ shopper, js, mail }) => {
  await shopper.goto("/checkout?method=pickup");
  const days = shopper.locator("details.day");
  expect(await days.count()).toBeGreaterThan(3);
  await expect(days.first().locator("summary")).toContainText(/\d+ free|full/);
  await days.nth(2).locator("summary").click();
  await look(shopper, js);
  const times = days.nth(2).getByRole("radio", { disabled: false });
  await times.first().check();
  const slot = await times.first().inputValue();
  await shopper.keyboard.press("ArrowDown");
  await expect(times.nth(1), "by key, too").toBeChecked();
  await shopper.keyboard.press("ArrowUp");
  await tellWho(shopper, "pickup", "ada@nowhere");
  await shopper.getByRole("button", { name: "Review the order" }).click();
  await expect(shopper.getByRole("radio", { checked: true }).and(shopper.locator(`[value="${slot}"]`))).toBeVisible();
  await shopper.getByLabel("E-mail").fill(mail);
  await shopper.getByRole("button", { name: "Review the order" }).click();
  await expect(shopper.getByRole("heading", { level: 2, name: /^Pickup at / })).toContainText(window(slot));
  await shopper.getByRole("link", { name: "Change", exact: true }).click();
  await expect(shopper.locator(`[value="${slot}"]`), "and when one comes back").toBeChecked();
  await look(shopper, js);
});

test("who lives elsewhere is told so, and may pick it up", async ({ shopper, js }) => {
  await shopper.goto("/checkout");
  await shopper.getByLabel("Delivery to my door").check();
  await shopper.getByRole("button", { name: "Show times" }).click();
  await expect(shopper.getByText("Tell us your postcode to see delivery times.").first()).toBeVisible();
  await look(shopper, js);
  await shopper.getByLabel("Postcode").fill("99999");
  await shopper.getByRole("button", { name: "Show times" }).click();
  await expect(shopper.getByText(/We do not deliver to “99999” yet/).first()).toBeVisible();
  await look(shopper, js);
  await shopper.getByLabel("Pickup in the store").check();
  await shopper.getByRole("button", { name: "Show times" }).click();
  await expect(shopper.locator("details.day").first()).toBeVisible();
});

/** `2026-11-23_09:00-10:00_pickup` is from nine to ten. */
function window(slot) {
  return slot.split("_")[1].replace("-", "–");
}
