// What is good to know: offers, help, delivery, legal texts; and what the owner writes of it and of products.

import { expect, test } from "./fixtures.js";
import { asOwner } from "./larder.js";
import { look } from "./look.js";
import { german } from "./speech.js";
import { again, signIn } from "./steps.js";

/** Everybody has their own: the tests run side by side. */
const OWN = {
  phone: { fact: "conditioner", gone: "soap-bar-olive", legal: "Terms" },
  "phone without JavaScript": { fact: "oregano", gone: "tuna-tin", legal: "Withdrawal" },
  desktop: { fact: "gherkins", gone: "coffee-decaf", legal: "Imprint" },
  "desktop without JavaScript": { fact: "sauerkraut", gone: "coffee-instant", legal: "Privacy" },
};

test("offers, help and delivery are a step away, and answer", async ({ shopper, js }) => {
  await shopper.goto("/");
  await shopper.getByRole("banner").getByRole("link", { name: "Offers" }).click();
  await expect(shopper.getByRole("heading", { name: /^Three for two/ })).toBeVisible();
  await expect(shopper.getByText("Lowest price in the last 30 days").first()).toBeVisible();
  await look(shopper, js);
  const footer = shopper.getByRole("contentinfo");
  await footer.getByRole("link", { name: "Help" }).click();
  await expect(shopper.getByRole("heading", { name: "What do I pay for goods by weight?" })).toBeVisible();
  await look(shopper, js);
  await footer.getByRole("link", { name: "Delivery and pickup" }).click();
  await look(shopper, js);
  for (const [postcode, answer] of [["10115", /^Yes, we deliver to 10115 for €/], ["99999", /^We do not deliver to 99999 yet/], ["<b>", /^We do not deliver to <b> yet/]]) {
    await shopper.getByLabel("Postcode").fill(postcode);
    await shopper.getByRole("button", { name: "Check" }).click();
    await expect(shopper.getByText(answer)).toBeVisible();
    await look(shopper, js);
  }
});

test("the owner writes a legal text, and shoppers read it", async ({ shopper, staff, shop, js, word }, test) => {
  const name = OWN[test.project.name].legal;
  const path = `/legal/${name.toLowerCase()}`;
  await owner(staff, shop);
  await staff.goto("/back-office");
  await staff.getByRole("link", { name: "Legal texts" }).click();
  await look(staff, js);
  await staff.getByRole("textbox", { name: new RegExp(`^${name}`) }).fill(`# About <us>\nLine one ${word}\nline two\n\n- one\n- two`);
  await staff.getByRole("button", { name: `Save ${name.toLowerCase()}` }).click();
  await look(staff, js);
  await again(shopper, async () => {
    await shopper.goto(path);
    await expect(shopper.getByRole("heading", { level: 2, name: "About <us>" })).toBeVisible({ timeout: 500 });
  });
  await expect(shopper.getByRole("main").getByRole("listitem").filter({ hasText: "two" })).toBeVisible();
  if (name === "Privacy") await expect(shopper.getByRole("cell", { name: "lang", exact: true })).toBeVisible();
  await look(shopper, js);
  await expect(shopper.getByRole("contentinfo").getByRole("link", { name })).toHaveAttribute("href", path);
  await shopper.goto(`/de${path}`);
  await german(shopper);
  await look(shopper, js);
});

test("the owner writes what is on a product's label", async ({ shopper, staff, shop, js, word }, test) => {
  const sku = OWN[test.project.name].fact;
  await owner(staff, shop);
  await staff.goto(`/back-office/products/${sku}`);
  await staff.locator("form#facts").evaluate((form) => form.setAttribute("novalidate", ""));
  await staff.getByLabel("Age limit").fill("seven");
  await staff.getByLabel(/^Origin/).fill(`Land of ${word}`);
  await staff.getByRole("button", { name: "Save", exact: true }).click();
  await expect(staff.getByText("Please correct what is marked.")).toBeVisible();
  await expect(staff.getByLabel("Age limit")).toHaveAttribute("aria-invalid", "true");
  await expect(staff.getByLabel(/^Origin/), "what was right is kept").toHaveValue(`Land of ${word}`);
  await look(staff, js);
  await staff.getByLabel("Age limit").fill("");
  await staff.getByRole("textbox", { name: /^Ingredients/ }).fill("Water, mustard seed, celery");
  await staff.getByRole("checkbox", { name: "mustard" }).check();
  await staff.getByRole("button", { name: "Save", exact: true }).click();
  await expect(staff.getByLabel(/^Origin/)).toHaveValue(`Land of ${word}`);
  await look(staff, js);
  await again(shopper, async () => {
    await shopper.goto(`/products/${sku}`);
    await expect(shopper.getByText(`Land of ${word}`)).toBeVisible({ timeout: 500 });
  });
  await expect(shopper.locator("strong", { hasText: "mustard" }), "allergens stand out").toBeVisible();
  await look(shopper, js);
});

test("what is taken off the shelves is gone, in every language, and can come back", async ({ shopper, staff, shop, js }, test) => {
  const sku = OWN[test.project.name].gone;
  await owner(staff, shop);
  await staff.goto(`/back-office/products/${sku}`);
  const name = await staff.getByRole("heading", { level: 1 }).innerText();
  await staff.getByRole("button", { name: "Take it off the shelves" }).click();
  await expect(staff.getByText("not sold", { exact: true })).toBeVisible();
  await look(staff, js);
  await again(shopper, async () => expect((await shopper.goto(`/products/${sku}`)).status()).toBe(410));
  await expect(shopper.getByRole("heading", { level: 1 })).toHaveText(`No longer on our shelves: ${name}`);
  await expect(shopper.locator(".tile").first(), "its neighbors").toBeVisible();
  await look(shopper, js);
  expect((await shopper.goto(`/de/products/${sku}`)).status()).toBe(410);
  await expect(shopper.getByRole("heading", { level: 1 })).toHaveText(`${name} führen wir nicht mehr`);
  await german(shopper);
  await look(shopper, js);
  await staff.getByRole("button", { name: "Sell it again" }).click();
  await again(shopper, async () => expect((await shopper.goto(`/products/${sku}`)).status()).toBe(200));
});

async function owner(staff, shop) {
  await asOwner(shop, "POST", "/back-office/staff", { email: staff.email, role: "owner" });
  await signIn(staff, shop, staff.email);
}
