// The back office beside picking: its door, its products, its settings, an import.

import { expect, test } from "./fixtures.js";
import { asOwner } from "./larder.js";
import { look } from "./look.js";
import { again, readMail, signIn } from "./steps.js";

test("nobody comes in without a link, and a link opens once", async ({ staff, someone, shop, js }) => {
  await staff.goto("/back-office/takings");
  await expect(staff).toHaveURL(/\/back-office\/sign-in/);
  await look(staff, js);
  await staff.getByLabel("Your mail address").fill(staff.email);
  await staff.getByRole("button", { name: "Send me a link" }).click();
  await expect(staff.getByRole("status").first()).toContainText("a link is on its way");
  await look(staff, js);
  await readMail(staff, shop, staff.email, /Sign in/);
  const link = await staff.locator("pre a").getAttribute("href");
  await staff.goto(link);
  await look(staff, js);
  await staff.getByRole("button", { name: "Sign in" }).click();
  await expect(staff.getByRole("heading", { level: 1 })).toContainText("Takings");
  const stranger = await someone();
  await stranger.goto(link);
  await stranger.getByRole("button", { name: "Sign in" }).click();
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("This link does not count any more");
  await look(stranger, js);
});

test("staff count the shelf; prices are the owner's", async ({ staff, shop, js }) => {
  await signIn(staff, shop, staff.email);
  await staff.goto("/back-office/products?q=conditioner");
  await look(staff, js);
  await expect(staff.getByRole("button", { name: /^Set the price/ })).toHaveCount(0);
  await staff.getByRole("spinbutton", { name: "Free" }).first().fill("41");
  await staff.getByRole("button", { name: /^Set the stock of Conditioner/ }).click();
  await expect(staff.getByRole("spinbutton", { name: "Free" }).first()).toHaveValue("41");
  await staff.goto("/back-office/settings");
  await expect(staff.getByRole("heading", { level: 1 })).toHaveText("Not allowed");
  await look(staff, js);
  await staff.goto("/back-office");
  await staff.getByRole("button", { name: "Sign out" }).click();
  await staff.goto("/back-office/orders");
  await expect(staff).toHaveURL(/\/back-office\/sign-in/);
});

test("the owner sets a price, and brings products in", async ({ staff, shop, js, word }) => {
  await asOwner(shop, "POST", "/back-office/staff", { email: staff.email, role: "owner" });
  await signIn(staff, shop, staff.email);
  await staff.goto("/back-office/products/conditioner");
  await look(staff, js);
  await staff.getByRole("textbox", { name: "Price" }).fill("2,59");
  await staff.getByRole("button", { name: /^Set the price/ }).click();
  await expect(staff.getByRole("textbox", { name: "Price" })).toHaveValue("2.59");
  for (const page of ["settings", "staff", "import"]) {
    await staff.goto(`/back-office/${page}`);
    await look(staff, js);
  }
  const sku = `quince-${word}`;
  const rows = `sku,name,aisle,price,stock\n${sku},Quinces,Fruit & Vegetables,4.49,20\nbroken,,,x,\n`;
  await staff.locator("input[type=file]").setInputFiles({ name: "new.csv", mimeType: "text/csv", buffer: Buffer.from(rows) });
  await staff.getByRole("button", { name: "See what would change" }).click();
  await expect(staff.getByRole("heading", { level: 1 })).toHaveText("What would change");
  await look(staff, js);
  await staff.getByRole("button", { name: "Import these products" }).click();
  await again(staff, () => expect(staff.getByText("1 products added, 0 changed.")).toBeVisible({ timeout: 500 }));
  await look(staff, js);
  await staff.goto(`/back-office/products/${sku}`);
  await expect(staff.getByRole("heading", { level: 1 })).toHaveText("Quinces");
});
