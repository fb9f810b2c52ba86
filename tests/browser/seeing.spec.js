// For eyes that see otherwise, and for paper: no motion for who asked for none, chosen things in the reader's own colors,
// and a receipt that is worth printing.

import { expect, test } from "./fixtures.js";
import { add, choose, order, pay } from "./steps.js";

test.skip(({ js }) => !js, "style is the same without the script");

/** What moves or would: running animations, and the longest transition anything has. */
function moving() {
  const seconds = (list) => Math.max(...list.split(",").map(parseFloat));
  const longest = Math.max(...[...document.querySelectorAll("*")].map((e) => seconds(getComputedStyle(e).transitionDuration)));
  return { running: document.getAnimations().length, longest };
}

/** After something was put into the basket, which at a desk glides in beside the page. */
async function buying(page) {
  await page.goto("/search?q=pretzel");
  await add(page, true, "Add to basket: Pretzel");
  if (page.viewportSize().width > 600) {
    await page.getByRole("link", { name: /^Basket/ }).click();
    await page.getByRole("dialog", { name: "Your basket" }).waitFor();
  }
  return page.evaluate(moving);
}

test("nothing moves for who asked for none", async ({ shopper, browser, baseURL }) => {
  expect(await buying(shopper)).toEqual({ running: 0, longest: 0 });
  for (const path of ["/", "/aisles/fruit-vegetables", "/products/apples-elstar", "/cart", "/checkout?method=pickup"]) {
    await shopper.goto(path);
    expect(await shopper.evaluate(moving), path).toEqual({ running: 0, longest: 0 });
  }
  const context = await browser.newContext({ baseURL, reducedMotion: "no-preference" });
  const lively = await buying(await context.newPage());
  await context.close();
  expect(lively.longest, "for everybody else something does").toBeGreaterThan(0.1);
});

test("the chosen time is seen in the reader's own colors", async ({ shopper }) => {
  await choose(shopper, true, "milk-uht-1l", 1);
  await shopper.emulateMedia({ forcedColors: "active" });
  await shopper.goto("/checkout?method=pickup");
  const times = shopper.locator("details.day[open] .choice:not(.closed)");
  await times.nth(1).locator("input").check();
  const color = (n) => times.nth(n).evaluate((e) => getComputedStyle(e).backgroundColor);
  expect(await color(1)).not.toBe(await color(0));
});

test("an order is printed as what it is, on one sheet", async ({ shopper, mail }) => {
  await choose(shopper, true, "milk-uht-1l", 2);
  await choose(shopper, true, "pretzel", 3);
  await order(shopper, "pickup", mail);
  await pay(shopper);
  await printed(shopper, "Thank you! We have your order");
  await shopper.emulateMedia({ media: "screen" });
  await shopper.getByRole("button", { name: "Cancel the order" }).click();
  await expect(shopper.getByRole("heading", { level: 1 })).toHaveText("This order was canceled");
  await printed(shopper, "This order was canceled");
  await expect(shopper.getByText("Nothing was charged."), "and what became of the money").toBeVisible();
});

async function printed(page, heading) {
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
  await expect(page.getByText("Long-Life Milk").first()).toBeVisible();
  const shown = (what) => page.locator(what).evaluateAll((all) => all.filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 80)));
  expect(await shown("form, nav, button, .button, .steps, .basket, input")).toEqual([]);
  const sheets = (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g);
  expect(sheets).toHaveLength(1);
}
