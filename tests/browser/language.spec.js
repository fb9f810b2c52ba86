// The whole way in German, and back: no English is left over, whatever page or state one is in.

import { expect, test } from "./fixtures.js";
import { look } from "./look.js";
import { german, pattern, speech } from "./speech.js";
import { again, readMail } from "./steps.js";

const DE = speech("de");
const PRETZEL = "Laugenbrezel";
/** A message of one line, with its one value. */
const say = (name, value) => DE[name].replace(/\{[^}]*\}/, value);

test("a shopper goes the whole way in German", async ({ shopper, shop, js, mail }) => {
  await test.step("choose the language", async () => {
    await shopper.goto("/");
    await shopper.getByRole("link", { name: "Deutsch" }).click();
    await expect(shopper).toHaveURL(/\/de\/$/);
    await read(shopper, js);
  });
  await test.step("look around", () => lookAround(shopper, js));
  await test.step("fill the basket", () => fill(shopper, js));
  await test.step("check out", () => checkOut(shopper, js, mail));
  const order = await test.step("pay", () => pay(shopper, js));
  await test.step("read the receipt", async () => {
    await readMail(shopper, shop, mail, say("mail-receipt", order));
    await expect(shopper.locator("pre")).toContainText(say("mail-hello", "Ada Lovelace"));
    await shopper.frameLocator("iframe").getByRole("link", { name: DE["mail-see-order"] }).click();
  });
  await test.step("cancel", async () => {
    await shopper.getByRole("button", { name: DE["order-cancel"] }).click();
    await expect(shopper.getByRole("heading", { level: 1 })).toHaveText(DE["order-canceled"]);
    await read(shopper, js);
  });
  await test.step("and back to English", async () => {
    await shopper.getByRole("contentinfo").getByRole("button", { name: "English" }).click();
    await expect(shopper.locator("html")).toHaveAttribute("lang", "en");
    await shopper.getByRole("banner").getByRole("link", { name: "Larder" }).click();
    await expect(shopper).toHaveURL("/");
    await shopper.goto("/cart");
    await expect(shopper.getByRole("heading", { level: 1 })).toHaveText("Your basket");
  });
});

test("what goes wrong is said in German, too", async ({ shopper, js }) => {
  for (const nowhere of ["/de/nowhere", "/de/aisles/nowhere", "/de/products/nothing", "/de/legal/terms", "/de/search?q=fahrrad"]) {
    await shopper.goto(nowhere);
    await read(shopper, js);
  }
  await shopper.getByRole("link", { name: DE["frame-basket"] }).click();
  await expect(shopper.getByText(DE["cart-empty"])).toBeVisible();
  await read(shopper, js);
  for (const wrong of ["/orders/9X43F51PAR8P?key=wrong", "/waiting/cancel?email=a%40b.example&key=no", "/offers/unsubscribe?email=a%40b.example&key=no", "/checkout", "/checkout/review"]) {
    await shopper.context().addCookies([{ name: "lang", value: "de", url: new URL(shopper.url()).origin }]);
    await shopper.goto(wrong, { referer: "" });
    await read(shopper, js);
  }
});

test("a browser that asks for German gets its basket in German, and every page its address says", async ({ browser, shop }) => {
  const context = await browser.newContext({ locale: "de-AT", baseURL: shop.shop });
  const page = await context.newPage();
  await page.goto("/cart");
  await german(page);
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await context.close();
});

test("what the script asks for stays in German: suggestions, all results, what is bought again", async ({ shopper, js }) => {
  test.skip(!js, "nothing is suggested without the script");
  await shopper.goto("/de/");
  const field = shopper.getByRole("combobox", { name: DE["frame-search-label"] });
  const list = shopper.getByRole("listbox", { name: DE["tile-suggestions"] });
  const few = shopper.waitForResponse((answer) => /\/de\/search\?q=milch&/.test(answer.url()));
  await field.pressSequentially("milch");
  const found = await (await few).json();
  expect(found.products.length, "as many as are shown").toBeLessThan(8);
  expect(found.facets.brands, "and nothing to narrow them by").toEqual([]);
  await expect(list.getByRole("option").first()).toContainText(/milch.*\d,\d\d\s€\/l/i);
  await list.getByRole("option").last().click();
  await expect(shopper).toHaveURL(/\/de\/search\?q=milch$/);
  await read(shopper, js);
  await field.fill("milch kuhlmoor");
  await list.getByRole("option").first().click();
  await expect(shopper).toHaveURL(/\/de\/products\//);
  await shopper.evaluate(() => localStorage.setItem("bought", JSON.stringify(["pretzel"])));
  await shopper.goto("/de/");
  const again = shopper.locator("[data-again] .tile a");
  await expect(again.first()).toHaveAttribute("href", "/de/products/pretzel/laugenbrezel");
  await expect(again.first()).toHaveText(PRETZEL);
  await read(shopper, js);
});

async function read(page, js) {
  await german(page);
  await look(page, js);
}

async function lookAround(page, js) {
  await page.getByRole("banner").getByRole("link", { name: DE["info-offers"], exact: true }).click();
  await expect(page).toHaveURL(/\/de\/offers$/);
  await read(page, js);
  for (const name of ["info-help", "info-delivery"]) {
    await page.getByRole("contentinfo").getByRole("link", { name: DE[name], exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(DE[name]);
    await read(page, js);
  }
  await page.getByLabel(DE["info-postcode"]).fill("10115");
  await page.getByRole("button", { name: DE["info-postcode-check"] }).click();
  await expect(page.getByText(pattern(DE["info-postcode-yes"]))).toBeVisible();
  await read(page, js);
  await page.goto("/de/products/raspberries");
  await expect(page.getByRole("button", { name: DE["tile-sold-out"] })).toBeDisabled();
  await read(page, js);
  await page.getByRole("contentinfo").getByRole("link", { name: DE["list-title"] }).click();
  await page.getByLabel(DE["list-label"]).fill("2 x Milch, 500 g Äpfel, Einhorn");
  await read(page, js);
  await page.getByRole("button", { name: DE["list-find"] }).click();
  await expect(page.getByRole("group", { name: say("list-line", "Einhorn") })).toContainText(DE["list-nothing"]);
  await read(page, js);
}

async function fill(page, js) {
  await page.getByLabel(DE["frame-search-label"]).fill("brezel");
  await page.getByRole("button", { name: DE["frame-search"], exact: true }).click();
  await expect(page).toHaveURL(/\/de\/search\?q=brezel$/);
  await read(page, js);
  await page.getByRole("link", { name: PRETZEL, exact: true }).click();
  await page.getByLabel(DE["tile-how-many"]).fill("3");
  await page.getByRole("button", { name: DE["tile-add"], exact: true }).click();
  if (js) await expect(page.locator("#say")).toContainText(say("tile-said-added", PRETZEL));
  await page.goto("/cart");
  await expect(page.getByLabel(say("tile-quantity", PRETZEL))).toHaveValue("3");
  await read(page, js);
  await page.getByRole("button", { name: `${DE["cart-remove"]} ${PRETZEL}` }).click();
  await expect(page.getByText(say("cart-removed", PRETZEL))).toBeVisible();
  await read(page, js);
  await page.getByRole("button", { name: DE["cart-undo"] }).click();
}

async function checkOut(page, js, mail) {
  await page.getByRole("link", { name: DE["cart-to-checkout"] }).click();
  await read(page, js);
  await page.getByLabel(DE["checkout-in-the-store"]).check();
  await page.getByRole("button", { name: DE["checkout-show-times"] }).click();
  await page.locator('input[name="fulfillment[slot]"]:not(:disabled)').first().check();
  await page.getByLabel(DE["checkout-name"], { exact: true }).fill("Ada Lovelace");
  await page.getByRole("textbox", { name: DE["checkout-email"] }).fill("ada@nirgends");
  await page.getByRole("button", { name: DE["checkout-review-order"] }).click();
  await expect(page.getByRole("textbox", { name: DE["checkout-email"] })).toHaveAccessibleDescription(new RegExp(DE["checkout-email-wrong"]));
  await read(page, js);
  await page.getByRole("textbox", { name: DE["checkout-email"] }).fill(mail);
  await page.getByRole("button", { name: DE["checkout-review-order"] }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(DE["checkout-review"]);
  await read(page, js);
  await page.getByRole("button", { name: DE["checkout-place"] }).click();
}

/** The provider's own page is not the shop's: it stays as it is. Answers the order. */
async function pay(page, js) {
  await page.getByRole("button", { name: "Walk away without paying" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(DE["order-pay-now"]);
  await read(page, js);
  await page.getByRole("button", { name: pattern(DE["order-pay"]) }).click();
  await page.getByRole("button", { name: /^Pay €/ }).click();
  await again(page, () => expect(page.getByRole("heading", { level: 1 })).toHaveText(DE["order-placed"], { timeout: 500 }));
  await read(page, js);
  return new URL(page.url()).pathname.split("/").pop();
}
