// The basket while one shops: a tap counts at once, the shop has the last word, and every view of it says the same.

import { expect, test } from "./fixtures.js";
import { look } from "./look.js";
import { add, choose, order, pay } from "./steps.js";

const [PRETZEL, CLEMENTINES] = ["Pretzel", "Clementines, loose"];

test.beforeEach(({ js }) => test.skip(!js, "this is what the script adds; without it the other tests go the same ways by plain forms"));

/** The stepper on a product's tile, or on its own page. */
function stepper(page, name) {
  const group = page.locator(".buying").getByRole("group", { name, exact: true });
  return {
    group,
    more: group.getByRole("button", { name: `More: ${name}` }),
    less: group.getByRole("button", { name: new RegExp(`^(Less|Remove): ${name}$`) }),
    amount: group.locator(".amount"),
  };
}

test("a tap counts before the shop has answered, and taps in a row become one wish", async ({ shopper }) => {
  const sent = [];
  let answer;
  const held = new Promise((resolve) => (answer = resolve));
  await shopper.goto("/search?q=pretzel");
  await shopper.route("**/cart/lines", async (route) => {
    sent.push(route.request().postDataJSON().quantity.pieces);
    if (sent.length === 1) await held;
    await route.continue();
  });
  await shopper.getByRole("button", { name: `Add to basket: ${PRETZEL}`, exact: true }).click();
  const tile = stepper(shopper, PRETZEL);
  await expect(tile.amount).toHaveText("1");
  await expect(tile.more).toBeFocused();
  for (let tap = 0; tap < 4; tap += 1) await tile.more.click();
  await expect(tile.amount).toHaveText("5");
  expect(sent).toEqual([1]);
  answer();
  await expect.poll(() => sent).toEqual([1, 5]);
  await expect(shopper.getByRole("link", { name: "Basket 1 items" })).toBeVisible();
  await shopper.reload();
  await expect(tile.amount).toHaveText("5");
});

test("what fails is taken back and said", async ({ shopper }) => {
  await shopper.goto("/search?q=pretzel");
  await add(shopper, true, `Add to basket: ${PRETZEL}`);
  const tile = stepper(shopper, PRETZEL);
  await shopper.route("**/cart/lines", (route) => route.abort());
  await tile.more.click();
  await expect(shopper.locator("#say")).toContainText("That did not work");
  await expect(tile.amount).toHaveText("1");
  await shopper.context().setOffline(true);
  await tile.more.click();
  await expect(shopper.locator("#say")).toContainText("You are offline");
  await expect(tile.amount).toHaveText("1");
  await shopper.context().setOffline(false);
  await shopper.unroute("**/cart/lines");
  await tile.more.click();
  await expect(tile.amount).toHaveText("2");
});

test("by keyboard alone: in, more, and out again", async ({ shopper }) => {
  await shopper.goto("/products/pretzel");
  await shopper.getByRole("button", { name: "Add to basket", exact: true }).focus();
  await shopper.keyboard.press("Enter");
  const buy = stepper(shopper, PRETZEL);
  await expect(buy.more).toBeFocused();
  await shopper.keyboard.press("Enter");
  await expect(buy.amount).toHaveText("2");
  await look(shopper, true);
  await shopper.keyboard.press("Shift+Tab");
  await expect(buy.less).toBeFocused();
  await shopper.keyboard.press("Enter");
  await shopper.keyboard.press("Enter");
  await expect(shopper.getByRole("button", { name: "Add to basket", exact: true })).toBeFocused();
  await expect(shopper.locator("#say")).toContainText(`${PRETZEL} was taken out`);
});

test("loose goods change between grams and pieces, and say what that costs", async ({ shopper }) => {
  await shopper.goto("/search?q=clementines");
  await add(shopper, true, `Add 500 grams: ${CLEMENTINES}`);
  const tile = stepper(shopper, CLEMENTINES);
  await expect(tile.amount).toContainText(/500 g.*about €\d/);
  await tile.less.click();
  await expect(tile.amount).toContainText("450 g");
  await tile.more.click();
  await tile.more.click();
  await expect(tile.amount).toContainText("600 g");
  await tile.amount.click();
  await expect(tile.amount).toContainText(/\d pc\..*about €\d/);
  await look(shopper, true);
  await tile.group.getByText("pc.").click();
  await expect(tile.amount).toContainText(/\d00 g|\d50 g/);
});

test("the basket beside the page is used by keyboard, and follows", async ({ shopper, viewport }) => {
  await shopper.goto("/search?q=pretzel");
  await add(shopper, true, `Add to basket: ${PRETZEL}`);
  const link = shopper.getByRole("link", { name: "Basket 1 items" });
  await link.focus();
  await shopper.keyboard.press("Enter");
  if (viewport.width < 600) return expect(shopper).toHaveURL(/\/cart$/);
  const panel = shopper.getByRole("dialog", { name: "Your basket" });
  await expect(panel.getByRole("link", { name: "To checkout" })).toBeVisible();
  await look(shopper, true);
  await panel.getByRole("button", { name: `More: ${PRETZEL}` }).focus();
  await shopper.keyboard.press("Enter");
  await shopper.keyboard.press("Enter");
  await expect(panel.getByLabel(`Quantity of ${PRETZEL}`)).toHaveValue("3");
  await expect(panel.locator(".line .amount")).toHaveText("€2.85");
  await expect(panel.getByRole("button", { name: `More: ${PRETZEL}` })).toBeFocused();
  await panel.getByRole("button", { name: `Remove ${PRETZEL}` }).press("Enter");
  await panel.getByRole("button", { name: "Put it back" }).press("Enter");
  await expect(panel.getByLabel(`Quantity of ${PRETZEL}`)).toHaveValue("3");
  await shopper.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(link).toBeFocused();
  await expect(stepper(shopper, PRETZEL).amount).toHaveText("3");
});

test("the search suggests while one types", async ({ shopper }) => {
  await shopper.goto("/");
  const field = shopper.getByRole("combobox", { name: "Search the shop" });
  await field.pressSequentially("elst");
  const list = shopper.getByRole("listbox", { name: "Suggestions" });
  await expect(list.getByRole("option").first()).toContainText("Elstar");
  await look(shopper, true);
  await shopper.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await expect(field).toHaveValue("elst");
  await shopper.keyboard.press("ArrowDown");
  const first = list.getByRole("option", { selected: true });
  await expect(field).toHaveAttribute("aria-activedescendant", await first.getAttribute("id"));
  await shopper.keyboard.press("Enter");
  await expect(shopper.getByRole("heading", { level: 1 })).toContainText("Elstar");
  await field.fill("pretzel");
  await expect(list).toBeVisible();
  await shopper.keyboard.press("Enter");
  await expect(shopper).toHaveURL(/\/search\?q=pretzel$/);
});

test("another tab and the way back know it too", async ({ shopper }) => {
  const other = await shopper.context().newPage();
  for (const page of [shopper, other]) await page.goto("/search?q=pretzel");
  await add(shopper, true, `Add to basket: ${PRETZEL}`);
  await expect(stepper(other, PRETZEL).amount).toHaveText("1");
  await shopper.goto("/products/pretzel");
  await stepper(shopper, PRETZEL).more.click();
  await expect(stepper(other, PRETZEL).amount).toHaveText("2");
  await shopper.goBack();
  await expect(stepper(shopper, PRETZEL).amount).toHaveText("2");
});

test("what was bought waits at the entrance until it is to be forgotten; what only lies in the basket does not", async ({ shopper, mail }) => {
  await choose(shopper, true, "pretzel", 2);
  await order(shopper, "pickup", mail);
  await pay(shopper);
  await shopper.goto("/search?q=clementines");
  await add(shopper, true, `Add 500 grams: ${CLEMENTINES}`);
  await shopper.goto("/");
  const again = shopper.locator("section", { has: shopper.getByRole("heading", { name: "Buy again" }) });
  await expect(again.getByRole("link", { name: PRETZEL, exact: true })).toBeVisible();
  await expect(again.getByRole("link", { name: CLEMENTINES, exact: true })).toHaveCount(0);
  await look(shopper, true);
  await again.getByRole("button", { name: "Forget it" }).click();
  await expect(again).toBeHidden();
  await shopper.reload();
  await expect(again).toBeHidden();
});
