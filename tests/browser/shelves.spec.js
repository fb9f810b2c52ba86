// Looking around where there is nothing: sold out, not found, not yours.

import { expect, test } from "./fixtures.js";
import { look } from "./look.js";
import { add, choose } from "./steps.js";

test("what is sold out says so, and what to take instead", async ({ shopper, js }) => {
  await shopper.goto("/products/raspberries");
  await expect(shopper.getByRole("button", { name: "Sold out" })).toBeDisabled();
  await expect(shopper.getByRole("heading", { name: "Take this instead" })).toBeVisible();
  await look(shopper, js);
});

test("loose goods come by the piece or by weight", async ({ shopper, js }) => {
  await shopper.goto("/products/apples-elstar");
  await look(shopper, js);
  const grams = shopper.getByRole("spinbutton", { name: "grams" });
  await grams.fill("300");
  await add(shopper, js, "Add to basket", shopper.locator("form", { has: grams }));
  await shopper.goto("/cart");
  const quantity = shopper.getByLabel("Quantity of Elstar Apples, loose");
  await expect(quantity).toHaveValue("300");
  await shopper.getByRole("button", { name: "More: Elstar Apples, loose" }).click();
  await expect(quantity).toHaveValue("350");
  await quantity.fill("800");
  await quantity.press("Enter");
  await expect(shopper.getByRole("button", { name: "More: Elstar Apples, loose" })).toHaveAttribute("value", "900");
});

test("the basket in the header counts along", async ({ shopper, js }) => {
  test.skip(!js, "the number is put there by the page's script: pages are the same for everybody");
  await choose(shopper, js, "milk-whole-1l");
  await expect(shopper.getByRole("link", { name: "Basket 1 items" })).toBeVisible();
  await shopper.goto("/search?q=pretzel");
  await add(shopper, js, "Add to basket: Pretzel");
  await expect(shopper.getByRole("link", { name: "Basket 2 items" })).toBeVisible();
});

test("an empty basket leads back to the shop", async ({ shopper, js }) => {
  await shopper.goto("/cart");
  await expect(shopper.getByRole("heading", { name: "Nothing in it yet" })).toBeVisible();
  await look(shopper, js);
  await shopper.goto("/checkout");
  await expect(shopper.getByRole("heading", { level: 1 })).toHaveText("The basket is empty");
  await look(shopper, js);
  await shopper.getByRole("main").getByRole("link", { name: "To the shop" }).click();
  await expect(shopper).toHaveURL("/");
});

test("what is not there leads somewhere else", async ({ shopper, js }) => {
  await shopper.goto("/search?q=bicycle");
  await expect(shopper.getByText("Nothing here goes by that name.")).toBeVisible();
  await look(shopper, js);
  for (const nowhere of ["/nowhere", "/aisles/nowhere", "/products/nothing", "/orders/9X43F51PAR8P?key=wrong", "/orders/9X43F51PAR8P"]) {
    const answer = await shopper.goto(nowhere);
    expect(answer.status(), nowhere).toBe(404);
    await look(shopper, js);
    await expect(shopper.getByRole("main").getByRole("link").first()).toBeVisible();
  }
});

test("the first key leads past the header", async ({ shopper }) => {
  await shopper.goto("/");
  await shopper.keyboard.press("Tab");
  await expect(shopper.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await shopper.keyboard.press("Enter");
  await expect(shopper.locator("#main")).toBeFocused();
});
