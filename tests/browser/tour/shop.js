// The shelves: what anybody may look at.

import { asOwner, open } from "../larder.js";
import { add, again, choose, readMail } from "../steps.js";
import { press } from "./camera.js";
import { broken } from "./underneath.js";

const [GONE, SCARCE] = ["ketchup", "blueberries"];

/** A shop that was just set up has nothing to show yet. */
export async function opening(camera) {
  const shop = await open({ SEED: "0" });
  try {
    const bare = camera.at(shop);
    const page = await bare.someone();
    await bare.visit(page, "/", "shop-503");
    await page.context().close();
  } finally {
    await shop.close();
  }
}

export async function browsing(camera, page) {
  for (const [path, name] of [
    ["/", "shop-home"],
    ["/aisles/fruit-vegetables", "shop-aisle"],
    ["/aisles/beer-wine", "shop-aisle-sections"],
    ["/products/apples-elstar", "shop-product-loose"],
    ["/products/milk-organic-1l", "shop-product-deposit"],
    ["/products/milk-whole-1l", "shop-product-family"],
    ["/products/wine-riesling", "shop-product-age"],
    ["/products/raspberries", "shop-product-sold-out"],
    ["/products/spaghetti-500", "shop-product-offer"],
    ["/offers", "shop-offers"],
    ["/search?q=aples", "shop-search"],
    ["/search?q=milk&diet=vegan&stock=true", "shop-search-filtered"],
    ["/search?q=milk&diet=vegan&brand=Kuhlmoor", "shop-search-nothing-left"],
    ["/search?q=bicycle", "shop-search-nothing"],
    ["/search", "shop-search-empty"],
    ["/help", "info-help"],
    ["/delivery", "info-delivery"],
    ["/delivery?postcode=10115", "info-delivery-yes"],
    ["/delivery?postcode=99999", "info-delivery-no"],
    ["/nowhere", "shop-404"],
    ["/orders/NOSUCHORDER1?key=wrong", "shop-wrong-key"],
    ["/waiting/cancel?email=bea%40shopper.example&key=wrong", "waiting-wrong-link"],
    ["/products?skus=milk-whole-1l,apples-elstar,raspberries", "shop-products-beside"],
    ["/offers/unsubscribe?email=bea%40shopper.example&key=wrong", "offers-wrong-link"],
  ]) await camera.visit(page, path, name);
}

/** What the script adds; taken in English, as it goes away with the page. */
export async function adding(camera, page) {
  await page.goto("/");
  await page.getByRole("combobox", { name: "Search the shop" }).pressSequentially("elst");
  await page.getByRole("option").first().waitFor();
  await camera.shoot(page, "shop-suggestions");
  await page.goto("/search?q=pretzel");
  await add(page, true, "Add to basket: Pretzel");
  await page.getByRole("link", { name: "Basket 1 items" }).click();
  await page.getByRole("dialog", { name: "Your basket" }).getByRole("link", { name: "To checkout" }).waitFor();
  await camera.shoot(page, "basket-panel");
  await page.keyboard.press("Escape");
  await page.goto("/products/pretzel");
  await camera.shoot(page, "shop-product-added");
}

/** Without a network a press is not lost silently; without its table the shop says that it is its own fault. */
export async function failing(camera) {
  const page = await camera.someone();
  await page.goto("/search?q=pretzel");
  await page.context().setOffline(true);
  await press(page, "Add to basket: Pretzel");
  await page.locator("#say.toast").waitFor();
  await camera.shoot(page, "shop-offline");
  await page.context().setOffline(false);
  await choose(page, true, "pretzel", 1);
  await broken(camera.shop);
  await camera.visit(page, "/cart", "shop-500");
  await page.context().close();
}

export async function listing(camera, page) {
  await camera.visit(page, "/list", "list");
  await press(page, "Find it all");
  await camera.both(page, "list-nothing-typed");
  await page.getByLabel("Your list").fill("2 x milk, 6 eggs\n500 g carrots\nflying carpet\nraspberries");
  await press(page, "Find it all");
  await camera.both(page, "list-found");
}

/** From sold out to the letter, and out of it: as somebody who reads English, and as somebody who reads German. */
export async function waiting(camera, page) {
  const stock = (count) => asOwner(camera.shop, "PATCH", `/back-office/products/${SCARCE}`, { stock: count });
  await stock(0);
  await asked(camera, page, "en", "", { email: "Your e-mail address", tell: "Tell me" });
  await asked(camera, page, "de", "/de", { email: "Deine E-Mail-Adresse", tell: "Sag Bescheid" });
  await stock(7);
  for (const [language, subject] of [["en", /^Back on the shelf/], ["de", /^Wieder da/]]) {
    await readMail(page, camera.shop, waits(language), subject, 100_000);
    await camera.shoot(page, "post-office-waiting", language);
    const links = await page.locator("pre a").evaluateAll((all) => all.map((link) => link.href));
    await page.goto(page.frames()[1].url());
    await camera.shoot(page, "mail-waiting", language);
    await page.goto(links.at(-1));
    await camera.shoot(page, "waiting-wishes", language);
    await page.locator("main form button").click();
    await camera.shoot(page, "waiting-ended", language);
  }
}

async function asked(camera, page, language, folder, words) {
  const ask = async (sku, email) => {
    await page.goto(`${folder}/products/${sku}`);
    await again(page, () => page.getByRole("button", { name: words.tell }).waitFor({ timeout: 500 }));
    await page.getByLabel(words.email).evaluate((field) => field.form.setAttribute("novalidate", ""));
    await page.getByLabel(words.email).fill(email);
    await page.getByRole("button", { name: words.tell }).click();
  };
  await ask(SCARCE, "bea at home");
  await camera.shoot(page, "waiting-refused", language);
  await ask(SCARCE, waits(language));
  await camera.shoot(page, "waiting-noted", language);
  await ask("raspberries", waits(language));
}

/** One address for each language: a wish is written about in the one it was made in. */
function waits(language) {
  return `bea.${language}@shopper.example`;
}

/** A product that is sold no more, in both languages. */
export async function gone(camera, page) {
  await asOwner(camera.shop, "PATCH", `/back-office/products/${GONE}`, { sold: false });
  await again(page, async () => {
    const answer = await page.goto(`/products/${GONE}`);
    if (answer.status() !== 410) throw new Error("still there");
  });
  await camera.both(page, "shop-410");
}
