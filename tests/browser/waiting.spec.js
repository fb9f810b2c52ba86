// "Tell me when it is back": asked for on the page of what is sold out, kept with one letter, ended from that letter.

import { expect, test } from "./fixtures.js";
import { asOwner } from "./larder.js";
import { look } from "./look.js";
import { again, readMail } from "./steps.js";

/** The sweep that finds who waits runs every minute. */
const SWEEP = 100_000;
/** Never comes back. */
const GONE = { sku: "raspberries", name: "Raspberries" };
/** With the script and without it: the tests run side by side. */
const SCARCE = { true: "gherkins", false: "olives-black" };

test("who waits is told once, and may stop waiting", async ({ shopper, shop, js, mail, viewport }) => {
  test.skip(js === viewport.width > 600, "a minute is waited for the sweep: once with the script on a phone, once without it at a desk");
  test.setTimeout(SWEEP + 120_000);
  const sku = SCARCE[js];
  const stock = (count) => asOwner(shop, "PATCH", `/back-office/products/${sku}`, { stock: count });
  await stock(0);
  await shopper.goto(`/products/${sku}`);
  const name = await shopper.getByRole("heading", { level: 1 }).innerText();
  await again(shopper, () => expect(shopper.getByRole("button", { name: "Tell me" })).toBeVisible({ timeout: 500 }));
  await look(shopper, js);
  await ask(shopper, "ada at home");
  await expect(shopper.getByLabel("Your e-mail address")).toHaveAccessibleDescription(/Please enter an e-mail address/);
  await expect(shopper.getByLabel("Your e-mail address"), "what was typed is still there").toHaveValue("ada at home");
  await look(shopper, js);
  await ask(shopper, mail);
  await expect(shopper.getByText(`We write to you once, as soon as we have ${name} again.`)).toBeVisible();
  await look(shopper, js);
  await shopper.goto(`/products/${GONE.sku}`);
  await ask(shopper, mail);

  await stock(9);
  await readMail(shopper, shop, mail, `Back on the shelf: ${name}`, SWEEP);
  await look(shopper, js);
  await shopper.frameLocator("iframe").getByRole("link", { name: "See it in the shop" }).click();
  await expect(shopper.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(shopper.getByRole("button", { name: "Add to basket", exact: true })).toBeVisible();

  await readMail(shopper, shop, mail, `Back on the shelf: ${name}`);
  await shopper.frameLocator("iframe").getByRole("link", { name: "See or end your other wishes" }).click();
  await expect(shopper.getByRole("listitem").filter({ hasText: GONE.name })).toBeVisible();
  await look(shopper, js);
  const wishes = shopper.url();
  await shopper.getByRole("button", { name: "Do not write to me" }).click();
  await expect(shopper.getByText(`We have forgotten ${mail}`)).toBeVisible();
  await look(shopper, js);
  await shopper.goto(wishes);
  await expect(shopper.getByText("does not wait for anything")).toBeVisible();
  await shopper.goto(wishes.replace(/key=\w+/, "key=wrong"));
  await expect(shopper.getByText("This link is not complete.")).toBeVisible();
  await look(shopper, js);
});

async function ask(page, email) {
  await page.getByLabel("Your e-mail address").evaluate((field) => field.form.setAttribute("novalidate", ""));
  await page.getByLabel("Your e-mail address").fill(email);
  await page.getByRole("button", { name: "Tell me" }).click();
}
