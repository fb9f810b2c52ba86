// Every page and state of the shop as pictures, to be looked at: `npm run screenshots [folder]`.
// On a phone, on a phone at night, and at a desk.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium as browsers } from "@playwright/test";
import { chromium, DESKTOP, dress, PHONE } from "./browser.js";
import { asOwner, open } from "./larder.js";
import { add, again, choose, chooseTime, line, order, orderOf, pay, readMail, tellWho } from "./steps.js";

const folder = process.argv[2] ?? "/tmp/shots";
const LOOKS = [
  { name: "phone", size: PHONE, colorScheme: "light" },
  { name: "night", size: PHONE, colorScheme: "dark" },
  { name: "desk", size: DESKTOP, colorScheme: "light" },
];
const ADA = "ada@shopper.example";

await mkdir(folder, { recursive: true });
const shop = await open();
const browser = await browsers.launch(chromium);
let taken = 0;
try {
  const [shopper, staff] = [await someone(), await someone()];
  await browsing(shopper);
  await basket(shopper);
  await checkout(shopper);
  await owing(shopper);
  await signingIn(staff);
  await picking(staff, shopper);
  await running(staff);
  await mails(shopper);
  console.log(`${taken} pictures in ${folder}`);
} finally {
  await browser.close();
  await shop.close();
}

async function someone() {
  const context = await browser.newContext({ baseURL: shop.shop, viewport: DESKTOP, reducedMotion: "reduce", locale: "en-GB" });
  context.setDefaultTimeout(8_000);
  await dress(context);
  return context.newPage();
}

/** Takes the page as it is now, in all looks. */
async function shoot(page, name) {
  for (const look of LOOKS) {
    await page.setViewportSize(look.size);
    await page.emulateMedia({ colorScheme: look.colorScheme });
    await page.evaluate(() => {
      for (const picture of document.images) picture.loading = "eager";
      return Promise.all([...document.images].map((picture) => picture.decode().catch(() => {})));
    });
    await page.screenshot({ path: join(folder, `${name}.${look.name}.png`), fullPage: true });
    taken += 1;
  }
  await page.setViewportSize(DESKTOP);
}

async function visit(page, path, name) {
  await page.goto(path);
  await shoot(page, name);
}

function press(page, name) {
  return page.getByRole("button", { name }).first().click();
}

async function browsing(page) {
  await visit(page, "/", "shop-home");
  await visit(page, "/aisles/fruit-vegetables", "shop-aisle");
  await visit(page, "/products/apples-elstar", "shop-product-loose");
  await visit(page, "/products/milk-organic-1l", "shop-product-deposit");
  await visit(page, "/products/wine-riesling", "shop-product-age");
  await visit(page, "/products/raspberries", "shop-product-sold-out");
  await visit(page, "/products/spaghetti-500", "shop-product-offer");
  await visit(page, "/search?q=aples", "shop-search");
  await visit(page, "/search?q=bicycle", "shop-search-nothing");
  await visit(page, "/search", "shop-search-empty");
  await visit(page, "/nowhere", "shop-404");
  await visit(page, "/orders/NOSUCHORDER1?key=wrong", "shop-wrong-key");
}

async function basket(page) {
  await visit(page, "/cart", "basket-empty");
  await visit(page, "/checkout", "basket-empty-checkout");
  await choose(page, true, "milk-organic-1l", 2);
  await shoot(page, "shop-product-added");
  await choose(page, true, "pretzel", 3);
  await choose(page, true, "wine-riesling");
  await choose(page, true, "spaghetti-500", 3);
  await page.goto("/search?q=elstar");
  await add(page, true, "Add 500 grams: Elstar Apples, loose");
  await visit(page, "/cart", "basket-full");
  await press(page, /^Remove Pretzel/);
  await shoot(page, "basket-removed");
  await press(page, "Put it back");
  await choose(page, true, "gift-basket-breakfast", 5);
  await chooseTime(page, "pickup");
  await tellWho(page, "pickup", ADA);
  await press(page, "Review the order");
  await shoot(page, "basket-too-much");
  await page.goto("/cart");
  await press(page, /^Remove Breakfast Gift Basket/);
}

async function checkout(page) {
  await page.goto("/checkout");
  await shoot(page, "checkout-start");
  await visit(page, "/checkout?method=delivery&postcode=99999", "checkout-no-delivery");
  await chooseTime(page, "delivery");
  await tellWho(page, "delivery", "ada@nowhere");
  await press(page, "Review the order");
  await shoot(page, "checkout-errors");
  await chooseTime(page, "delivery");
  await shoot(page, "checkout-details");
  await tellWho(page, "delivery", ADA);
  await press(page, "Review the order");
  await shoot(page, "checkout-review");
  await page.locator("input[name=of_age]").check();
  await press(page, "Place order and pay");
  await shoot(page, "pay");
  await press(page, "Decline the card");
  await shoot(page, "pay-declined");
  await press(page, "Pay with 3-D Secure");
  await shoot(page, "pay-bank");
  await press(page, "Fail the check");
}

async function owing(page) {
  await press(page, "Walk away");
  await shoot(page, "order-waiting");
  await visit(page, "/cart", "basket-waiting");
  await page.goto("/checkout/order");
  await press(page, /^Pay €/);
  await pay(page);
  await shoot(page, "order-placed");
}

async function signingIn(page) {
  await visit(page, "/back-office", "office-sign-in");
  await page.getByLabel("Your mail address").fill("owner@larder.example");
  await press(page, "Send me a link");
  await shoot(page, "office-sign-in-sent");
  await readMail(page, shop, "owner@larder.example", /Sign in/);
  await shoot(page, "post-office-sign-in");
  const link = await page.locator("pre a").getAttribute("href");
  await page.goto(link);
  await shoot(page, "office-threshold");
  await press(page, "Sign in");
  await shoot(page, "office-home");
  const stranger = await someone();
  await stranger.goto(link);
  await press(stranger, "Sign in");
  await shoot(stranger, "office-link-used");
}

async function picking(page, shopper) {
  const number = orderOf(shopper);
  const path = `/back-office/orders/${number}`;
  const { day } = await asOwner(shop, "GET", path);
  await secondOrder();
  await visit(page, "/back-office/orders", "office-orders-none");
  await visit(page, `/back-office/orders?day=${day}`, "office-orders");
  await visit(page, path, "office-pick");
  await press(page, /^Found: Organic Whole Milk/);
  await page.getByLabel(/^Grams/).first().fill("480");
  await press(page, /^Weighed: Elstar/);
  await line(page, "Pretzel").getByText("Not all of it there").click();
  await shoot(page, "office-pick-short");
  await press(page, /^None there: Pretzel/);
  await page.getByRole("link", { name: /^Something instead of Spaghetti/ }).click();
  await shoot(page, "office-pick-instead");
  await press(page, /^Give /);
  await shopper.reload();
  await shoot(shopper, "order-picking");
  await press(page, /^Found: Riesling/);
  await shoot(page, "office-picked");
  await press(page, "Ready");
  await shoot(page, "office-ready");
  await again(page, () => page.getByRole("button", { name: "Old enough: hand over" }).waitFor({ timeout: 500 }));
  await shoot(page, "office-charged");
  await shopper.reload();
  await shoot(shopper, "order-ready");
  await press(page, "Old enough: hand over");
  await shoot(page, "office-handed-over");
  await shopper.reload();
  await shoot(shopper, "order-handed-over");
}

/** One that is paid and then canceled by its shopper; staff see it in between. */
async function secondOrder() {
  const page = await someone();
  await choose(page, true, "coffee-beans", 2).catch(() => choose(page, true, "beer-pils-6", 2));
  await order(page, "pickup", "grace@shopper.example");
  await pay(page);
  await press(page, "Cancel the order");
  await shoot(page, "order-canceled");
  await page.context().close();
}

async function running(page) {
  await visit(page, "/back-office/products", "office-products");
  await visit(page, "/back-office/products?q=milk", "office-products-search");
  await visit(page, "/back-office/products/apples-elstar", "office-product");
  await page.getByRole("textbox", { name: "Price" }).fill("0");
  await press(page, /^Set the price/);
  await shoot(page, "office-product-wrong");
  await visit(page, "/back-office/takings", "office-takings");
  await visit(page, "/back-office/settings", "office-settings");
  await visit(page, "/back-office/staff", "office-staff");
  await visit(page, "/back-office/import", "office-import");
  const rows = "sku,name,aisle,price,stock\nquince,Quinces,Fruit & Vegetables,4.49,20\nmilk-organic-1l,Organic Whole Milk,,1.89,\nbroken,,,x,\n";
  await page.locator("input[type=file]").setInputFiles({ name: "new.csv", mimeType: "text/csv", buffer: Buffer.from(rows) });
  await press(page, "See what would change");
  await shoot(page, "office-import-plan");
  await press(page, "Import these products");
  await again(page, () => page.getByRole("heading", { name: "Imported" }).waitFor({ timeout: 500 }));
  await shoot(page, "office-imported");
  await visit(page, "/back-office/nowhere", "office-404");
}

async function mails(page) {
  await visit(page, shop.postOffice, "post-office");
  await readMail(page, shop, ADA, /is ready/);
  await shoot(page, "post-office-ready");
}
