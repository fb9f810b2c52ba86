// A picture on its way from the owner's phone to the shelf.

import { jar } from "./drawn.js";
import { expect, test } from "./fixtures.js";
import { asOwner } from "./larder.js";
import { look } from "./look.js";
import { again, signIn } from "./steps.js";

// They share a product: one after the other.
test.describe.configure({ mode: "default" });

/** A product for each project: they run beside each other. */
const PRODUCTS = {
  "phone": ["candle-beeswax", "Beeswax Candle"],
  "phone without JavaScript": ["greeting-card", "Birthday Card with Envelope"],
  "desktop": ["gift-paper", "Gift Wrap and Ribbon"],
  "desktop without JavaScript": ["rose-single", "Single Long-Stemmed Rose"],
};

async function comeIn(staff, shop, info) {
  const [sku, name] = PRODUCTS[info.project.name];
  await asOwner(shop, "POST", "/back-office/staff", { email: staff.email, role: "owner" });
  await signIn(staff, shop, staff.email);
  await staff.goto(`/back-office/products/${sku}`);
  return { sku, name };
}

async function send(staff, name, lid, button) {
  await staff.locator("#file").setInputFiles({ name, mimeType: "image/png", buffer: lid });
  await staff.getByRole("button", { name: button }).click();
}

test("the owner uploads a picture and shoppers see it, and nothing moves", async ({ staff, shopper, shop, js }, info) => {
  const { sku, name } = await comeIn(staff, shop, info);
  await send(staff, "jar.png", jar([180, 40, 30]), "Replace the picture");
  const former = staff.getByRole("button", { name: "Put the former one back" });
  await expect(former).toBeVisible();
  await look(staff, js);
  const tile = shopper.locator(".tile", { hasText: name }).first();
  await shopper.goto(`/search?q=${encodeURIComponent(name)}`);
  await again(shopper, () => expect(tile.locator(`picture img[srcset*="${sku}/"]`)).toBeVisible({ timeout: 500 }));
  await look(shopper, js);
  await standsStill(shopper, tile);
  await shopper.goto(`/products/${sku}`);
  const box = await shopper.locator(".product .shelf picture").boundingBox();
  expect(Math.abs(box.width - box.height), "it is square").toBeLessThan(1);
  await look(shopper, js);
  await staff.getByRole("button", { name: "Remove the picture" }).click();
  await expect(staff.getByText("The picture was removed.")).toBeVisible();
  await look(staff, js);
  await staff.getByRole("button", { name: "Put it back" }).click();
  await expect(staff.locator(`#picture picture img[srcset*="${sku}/"]`)).toBeVisible();
});

/** The tile is as large before its picture is there as after. */
async function standsStill(page, tile) {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route("**/pictures/**", async (route) => { await held; await route.continue(); });
  await page.reload({ waitUntil: "commit" });
  const dressed = () => page.evaluate(() => [...document.querySelectorAll("link[rel=stylesheet]")].every((link) => link.sheet));
  await expect(tile).toBeVisible();
  await expect.poll(dressed, "a box is measured in its style").toBe(true);
  const before = await tile.boundingBox();
  release();
  await expect.poll(() => tile.locator("img").evaluate((img) => img.complete && img.naturalWidth > 0)).toBe(true);
  expect(await tile.boundingBox()).toEqual(before);
  await page.unroute("**/pictures/**");
}

test("what is no picture is refused beside the field", async ({ staff, shop, js }, info) => {
  await comeIn(staff, shop, info);
  await staff.locator("#file").setInputFiles({ name: "list.png", mimeType: "image/png", buffer: Buffer.from("sku,name,price\n") });
  await staff.getByRole("button", { name: "Replace the picture" }).click();
  await expect(staff.getByText("This is no picture we know: send a JPEG, PNG or WebP file.")).toBeVisible();
  await look(staff, js);
});

test("a photo that is too large is made smaller before it is sent", async ({ staff, shop, js }, info) => {
  test.skip(!js, "the page's script does it");
  await comeIn(staff, shop, info);
  const photo = await staff.evaluate(async () => {
    const canvas = new OffscreenCanvas(3200, 2400);
    const pen = canvas.getContext("2d");
    const noise = pen.createImageData(3200, 2400);
    for (let n = 0; n < noise.data.length; n += 65_536) crypto.getRandomValues(noise.data.subarray(n, n + 65_536));
    pen.putImageData(noise, 0, 0);
    const made = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 });
    const read = new FileReader();
    read.readAsDataURL(made);
    await new Promise((done) => { read.onload = done; });
    return read.result.split(",")[1];
  });
  const buffer = Buffer.from(photo, "base64");
  expect(buffer.length, "more than may be sent").toBeGreaterThan(4_450_000);
  await staff.locator("#file").setInputFiles({ name: "IMG_2041.jpg", mimeType: "image/jpeg", buffer });
  const size = () => staff.locator("#file").evaluate((field) => field.files[0].size);
  await expect.poll(size).toBeLessThan(4_400_000);
  await staff.getByRole("button", { name: "Replace the picture" }).click();
  await expect(staff.getByRole("button", { name: "Put the former one back" })).toBeVisible();
});
