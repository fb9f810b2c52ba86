// What people do in the shop, the same in all tests and for the screenshots. `js`: whether the page's script runs.

import { expect } from "@playwright/test";

/** Presses the button of this name, on the page or in a part of it, that puts something into the basket. */
export async function add(page, js, button, part = page) {
  await part.getByRole("button", { name: button, exact: true }).click();
  if (js) await expect(page.locator("#say")).toContainText("is in your basket");
  else await expect(page).toHaveURL(/\/cart$/);
}

/** Puts so many of a product into the basket, from the product's own page. */
export async function choose(page, js, sku, pieces = 1) {
  await page.goto(`/products/${sku}`);
  await page.getByLabel("How many").fill(String(pieces));
  await add(page, js, "Add to basket");
}

/** What each way is called at checkout. */
const WAYS = { pickup: "Pickup in the store", delivery: "Delivery to my door", curbside: "To my car in front of the store", shipment: "In a parcel" };

/** Puts so many grams of loose goods into the basket, from the product's own page. */
export async function weigh(page, js, sku, grams) {
  await page.goto(`/products/${sku}`);
  const field = page.getByRole("spinbutton", { name: "grams" });
  await field.fill(String(grams));
  await add(page, js, "Add to basket", page.locator("form", { has: field }));
}

/** Chooses how and when, from the checkout's first page. Answers the name of the slot. */
export async function chooseTime(page, method) {
  await page.goto("/checkout");
  await page.getByLabel(WAYS[method]).check();
  if (method === "delivery") await page.getByLabel("Postcode").fill("10115");
  await page.getByRole("button", { name: /^Show (other )?times$/ }).click();
  const free = page.locator('input[name="fulfillment[slot]"]:not(:disabled)').first();
  await free.check();
  return free.inputValue();
}

/** Tells who orders, and where it goes. */
export async function tellWho(page, method, email) {
  await page.getByLabel("Name", { exact: true }).fill("Ada Lovelace");
  await page.getByLabel("E-mail").fill(email);
  if (method === "shipment") await page.locator('[name="fulfillment[address][postcode]"]').fill("80331");
  if (["delivery", "shipment"].includes(method)) {
    await page.getByLabel("Street and number").fill("Invalidenstraße 1");
    await page.getByLabel("City").fill("Berlin");
  }
}

/** From the basket to the payment page. `more` is told before the review. Answers the slot's name. */
export async function order(page, method, email, more = async () => {}) {
  const slot = await chooseTime(page, method);
  await tellWho(page, method, email);
  await more(page);
  await page.getByRole("button", { name: "Review the order" }).click();
  await confirm(page);
  await expect(page.getByRole("heading", { name: /^Pay / })).toBeVisible();
  return slot;
}

/** Confirms the review: the age as well, where that is asked. */
export async function confirm(page) {
  const age = page.locator("input[name=of_age]");
  if (await age.count()) await age.check();
  await page.getByRole("button", { name: "Place order and pay" }).click();
}

/** Pays, and waits until the shop has heard of it. Answers the order's number. */
export async function pay(page) {
  await page.getByRole("button", { name: /^Pay €/ }).click();
  await comesTo(page, "Thank you! We have your order");
  return orderOf(page);
}

/** The number of the order whose page is shown. */
export function orderOf(page) {
  return new URL(page.url()).pathname.split("/").pop();
}

/** Loads a page again until its heading says so: the queue works in the background. */
export async function comesTo(page, heading) {
  await again(page, () => expect(page.getByRole("heading", { level: 1 })).toHaveText(heading, { timeout: 500 }));
}

/** Loads a page again until something holds, for so many milliseconds at most. */
export async function again(page, holds, patience = 15_000) {
  let first = true;
  const look = async () => {
    if (!first) await page.reload();
    first = false;
    await holds();
  };
  await expect(look).toPass({ timeout: patience, intervals: [100, 250, 500] });
}

/** Opens a mail in the post office. It may still be on its way; what waits for the sweep takes a minute more. */
export async function readMail(page, shop, to, subject, patience) {
  await page.goto(`${shop.postOffice}/?to=${encodeURIComponent(to)}`);
  const mail = page.getByRole("link", { name: subject });
  await again(page, () => expect(mail).toBeVisible({ timeout: 300 }), patience);
  await mail.click();
}

/** Signs in as people do: asks for a link, reads the mail, follows it. */
export async function signIn(page, shop, email) {
  await page.goto("/back-office");
  await page.getByLabel("Your mail address").fill(email);
  await page.getByRole("button", { name: "Send me a link" }).click();
  await readMail(page, shop, email, /Sign in to the back office/);
  await page.locator("pre a").click();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/back-office$/);
}

/** The line of a product, in a basket, an order or a pick list. */
export function line(page, name) {
  return page.locator("li.line").filter({ hasText: name });
}
