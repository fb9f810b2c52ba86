// What owner and staff see. It is in English.

import { asOwner } from "../larder.js";
import { again, line, orderOf, readMail } from "../steps.js";
import { press } from "./camera.js";

const OWNER = "owner@larder.example";
const IMPRINT = "# Who we are\nLarder Markt GmbH\nSpeisekammerweg 7\n10115 Berlin\n\nRepresented by Kim Larder.\n\n# How to reach us\n- by phone: +49 30 5550123\n- by mail: hello@larder.example\n\nRegister: Amtsgericht Charlottenburg, HRB 123456. VAT number: DE123456789.";

export async function signingIn(camera, page) {
  await camera.call(page, "/back-office", "office-sign-in");
  await page.getByLabel("Your mail address").fill(OWNER);
  await press(page, "Send me a link");
  await camera.shoot(page, "office-sign-in-sent");
  await readMail(page, camera.shop, OWNER, /Sign in/);
  await camera.shoot(page, "post-office-sign-in");
  const link = await page.locator("pre a").getAttribute("href");
  await camera.call(page, link, "office-threshold");
  await press(page, "Sign in");
  await camera.shoot(page, "office-home");
  const stranger = await camera.someone();
  await stranger.goto(link);
  await press(stranger, "Sign in");
  await camera.shoot(stranger, "office-link-used");
  await stranger.context().close();
}

export async function picking(camera, page, shopper) {
  const path = `/back-office/orders/${orderOf(shopper)}`;
  const { day } = await asOwner(camera.shop, "GET", path);
  await camera.call(page, "/back-office/orders", "office-orders-none");
  await camera.call(page, `/back-office/orders?day=${day}`, "office-orders");
  if (await page.locator("#room summary").count()) {
    await page.locator("#room summary").click();
    await camera.shoot(page, "office-room");
  }
  await camera.call(page, path, "office-pick");
  await press(page, /^Found: Organic Whole Milk/);
  await page.getByLabel(/^Grams/).first().fill("480");
  await press(page, /^Weighed: Elstar/);
  await line(page, "Pretzel").getByText("Not all of it there").click();
  await camera.shoot(page, "office-pick-short");
  await press(page, /^None there: Pretzel/);
  await page.getByRole("link", { name: /^Something instead of Spaghetti/ }).click();
  await camera.shoot(page, "office-pick-instead");
  await press(page, /^Give /);
  await shopper.reload();
  await camera.both(shopper, "order-picking");
  await press(page, /^Found: Riesling/);
  await camera.shoot(page, "office-picked");
  await press(page, "Ready");
  await camera.shoot(page, "office-ready");
  await again(page, () => page.getByRole("button", { name: "Old enough: hand over" }).waitFor({ timeout: 500 }));
  await camera.shoot(page, "office-charged");
  await shopper.reload();
  await camera.both(shopper, "order-ready");
  await press(page, "Old enough: hand over");
  await camera.shoot(page, "office-handed-over");
  await shopper.reload();
  await camera.both(shopper, "order-handed-over");
}

export async function running(camera, page) {
  await camera.call(page, "/back-office/products", "office-products");
  await camera.call(page, "/back-office/products?q=milk", "office-products-search");
  await camera.call(page, "/back-office/products/apples-elstar", "office-product-loose");
  await camera.call(page, "/back-office/products/milk-organic-1l", "office-product");
  await page.getByRole("textbox", { name: "Price" }).fill("0");
  await press(page, /^Set the price/);
  await camera.shoot(page, "office-product-wrong");
  await page.goto("/back-office/products/milk-organic-1l");
  await page.getByLabel("Deposit").fill("a lot");
  await page.getByLabel("Age limit").fill("seven");
  await page.getByLabel("Fat, g").fill("");
  await press(page, "Save");
  await camera.shoot(page, "office-facts-wrong");
  await camera.call(page, "/back-office/takings", "office-takings");
  await camera.call(page, "/back-office/settings", "office-settings");
  await camera.call(page, "/back-office/staff", "office-staff");
  await importing(camera, page);
  await camera.call(page, "/back-office/nowhere", "office-404");
}

/** What makes the shop cheaper: the list, each kind's form, and one that cannot be. */
export async function promoting(camera, page) {
  await camera.call(page, "/back-office/promotions", "office-promotions");
  for (const kind of ["offer", "voucher", "bundle"]) await camera.call(page, `/back-office/promotions/new?kind=${kind}`, `office-promotion-${kind}`);
  await page.locator("main form").first().evaluate((form) => form.setAttribute("novalidate", ""));
  await press(page, "Make it");
  await camera.shoot(page, "office-promotion-wrong");
}

/** Where, when and how: zones, days, and ways to pay. */
export async function counting(camera, page) {
  await camera.call(page, "/back-office/payment", "office-payment");
  await camera.call(page, "/back-office/taxes", "office-taxes");
  await camera.call(page, "/back-office/zones", "office-zones");
  await camera.call(page, "/back-office/zones?zone=mitte", "office-zone");
  await camera.call(page, "/back-office/calendar", "office-calendar");
}

async function importing(camera, page) {
  await camera.call(page, "/back-office/import", "office-import");
  const rows = "sku,name,aisle,price,stock\nquince,Quinces,Fruit & Vegetables,4.49,20\nmilk-organic-1l,Organic Whole Milk,,1.89,\nbroken,,,x,\n";
  await page.locator("input[type=file]").setInputFiles({ name: "new.csv", mimeType: "text/csv", buffer: Buffer.from(rows) });
  await press(page, "See what would change");
  await camera.shoot(page, "office-import-plan");
  await press(page, "Import these products");
  await again(page, () => page.getByRole("heading", { name: "Imported" }).waitFor({ timeout: 500 }));
  await camera.shoot(page, "office-imported");
}

/** Legal texts: the editor, and what shoppers read. */
export async function legal(camera, page, shopper) {
  await camera.call(page, "/back-office/legal", "office-legal");
  for (const [name, text] of [["Imprint", IMPRINT], ["Privacy", "# What we keep\nYour order, as long as the law asks for it."]]) {
    await page.getByLabel(name, { exact: false }).first().fill(text);
    await press(page, `Save ${name.toLowerCase()}`);
  }
  await camera.shoot(page, "office-legal-written");
  await again(shopper, async () => {
    const answer = await shopper.goto("/legal/privacy");
    if (!answer.ok()) throw new Error("not published yet");
  });
  await camera.both(shopper, "legal-privacy");
  await camera.visit(shopper, "/legal/imprint", "legal-imprint");
}
