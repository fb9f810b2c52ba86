// What comes after: questions between the shelves, claims, money back, papers; and orders that end early.

import { handedOver, picked } from "../backstage.js";
import { jar } from "../drawn.js";
import { asOwner } from "../larder.js";
import { again, choose, chooseTime, order, orderOf, pay, tellWho } from "../steps.js";
import { press } from "./camera.js";
import { past, secrets } from "./underneath.js";
import { ordered } from "./ways.js";

const office = (page) => `/back-office/orders/${orderOf(page)}`;

async function claim(page, { fault, line, words }) {
  await page.locator("#claim").evaluate((fold) => { fold.open = true; });
  await page.getByLabel(fault).check();
  await page.getByLabel("Which one?").selectOption(line);
  await page.getByLabel("What should we know?").fill(words);
}

/** Something is missing, and nobody agreed on what may come instead. */
export async function asking(camera, staff) {
  const goods = [["milk-organic-1l", 1], ["spaghetti-500", 2]];
  const page = await ordered(camera, "pickup", "nia@shopper.example", goods, (form) => form.getByLabel("Leave it out, and do not charge it").check());
  await picked(camera.shop, orderOf(page), (line) => (line.sku === "spaghetti-500" ? null : "found"));
  const { lines } = await asOwner(camera.shop, "GET", office(page));
  const { line } = lines.find(({ sku }) => sku === "spaghetti-500");
  await camera.call(staff, `${office(page)}?line=${line}&q=coffee`, "office-instead-to-ask");
  await asOwner(camera.shop, "POST", `${office(page)}/proposals`, { line, sku: "penne-500", quantity: { pieces: 1 } });
  await camera.call(staff, office(page), "office-asked");
  await page.reload();
  await camera.both(page, "order-question");
  await press(page, "Yes, please");
  await camera.both(page, "order-answered");
  await camera.call(staff, office(page), "office-answered");
  await page.context().close();
}

export async function claiming(camera, staff) {
  await camera.call(staff, "/back-office/seller", "office-seller");
  await camera.call(staff, "/back-office/claims", "office-claims-none");
  await camera.call(staff, "/back-office/invoices", "office-invoices-none");
  const page = await ordered(camera, "pickup", "oda@shopper.example", [["milk-organic-1l", 2], ["spaghetti-500", 2]]);
  await handedOver(camera.shop, orderOf(page));
  await page.reload();
  await page.locator("#claim summary").click();
  await camera.shoot(page, "claim-form");
  await page.locator("#claim form").evaluate((form) => form.setAttribute("novalidate", ""));
  await page.locator("#photo").setInputFiles({ name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") });
  await press(page, "Tell us");
  await camera.shoot(page, "claim-wrong");
  await page.goto(page.url().replace("/claims", "") + (page.url().includes("key=") ? "" : `?key=${await key(page)}`));
  await claim(page, { fault: "Damaged or spoiled", line: { index: 1 }, words: "One of the two bottles was broken when we unpacked the bag." });
  await page.locator("#photo").setInputFiles({ name: "jar.png", mimeType: "image/png", buffer: jar([180, 40, 30]) });
  await press(page, "Tell us");
  await camera.both(page, "claim-made");
  await camera.call(staff, "/back-office/claims", "office-claims");
  await staff.getByLabel("In your words").fill("We are sorry: here is your money back.");
  await press(staff, "Answer");
  await camera.call(staff, office(page), "office-given-back");
  // While what goes back is heard of twice, by us and by the provider, there may seem to be nothing left for a moment.
  await again(staff, () => staff.locator("#refunds summary").click({ timeout: 500 }));
  await camera.shoot(staff, "office-give-back");
  await again(page, () => page.getByText("paid back").first().waitFor({ timeout: 500 }));
  await camera.both(page, "claim-answered");
  await papers(camera, staff, page);
  await page.context().close();
}

/** The hidden field of a form has it where the address has not. */
async function key(page) {
  return page.locator("input[name=key]").first().inputValue();
}

async function papers(camera, staff, page) {
  const links = await page.locator('main a[href*="/documents/"]').evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  await camera.visit(page, links.find((link) => link.includes("/invoice")), "paper-invoice");
  await camera.visit(page, links.find((link) => !link.includes("/invoice")), "paper-credit-note");
  await camera.call(staff, "/back-office/invoices", "office-invoices");
}

export async function canceledByShop(camera, staff) {
  const page = await ordered(camera, "pickup", "pia@shopper.example");
  await staff.goto(office(page));
  await staff.locator("details.card summary").click();
  await camera.shoot(staff, "office-to-cancel");
  await staff.locator("details.card form").evaluate((form) => form.setAttribute("novalidate", ""));
  await press(staff, "Cancel the order");
  await camera.shoot(staff, "office-cancel-why");
  await asOwner(camera.shop, "POST", `${office(page)}/cancel`, { reason: "A water pipe burst, and we have to close today." });
  await camera.call(staff, office(page), "office-canceled");
  await page.reload();
  await camera.both(page, "order-canceled-by-shop");
  await page.context().close();
}

/** Half an hour is not waited for: the table says that it is over. */
export async function expiring(camera) {
  const page = await camera.someone();
  await choose(page, true, "milk-uht-1l", 2);
  await order(page, "pickup", "quy@shopper.example");
  await press(page, "Walk away");
  await past(camera.shop, orderOf(page));
  await page.reload();
  await camera.both(page, "order-expired");
  await page.context().close();
}

/** Vouchers that count and do not, a price that changed meanwhile, and mails nobody wants any more. */
export async function unhappy(camera) {
  await asOwner(camera.shop, "POST", "/back-office/promotions", { kind: "voucher", title: "Hello", code: "HELLO2026", off: "2.00", from: "5.00", starts: "2026-01-01T08:00", ends: "2036-01-01T08:00" });
  const page = await camera.someone();
  await choose(page, true, "pretzel", 2);
  await page.goto("/cart");
  await page.getByLabel("Voucher code").fill("NOSUCHCODE");
  await press(page, "Use it");
  await camera.both(page, "voucher-unknown");
  await page.goto("/cart");
  await again(page, async () => {
    await page.getByLabel("Voucher code").fill("HELLO2026");
    await press(page, "Use it");
    await page.getByRole("button", { name: "Take the voucher out" }).waitFor({ timeout: 1_000 });
  });
  await camera.both(page, "voucher-too-little");
  await choose(page, true, "spaghetti-500", 4);
  await camera.visit(page, "/cart", "voucher-counts");
  await dearer(camera, page);
  const who = "ben@shopper.example";
  const stop = `/offers/unsubscribe?email=${encodeURIComponent(who)}&key=${await secrets(camera.shop, "unsubscribe", who)}`;
  await camera.visit(page, stop, "offers-stop");
  await page.locator("main form button").click();
  await camera.both(page, "offers-stopped");
  await page.context().close();
}

async function dearer(camera, page) {
  await chooseTime(page, "pickup");
  await tellWho(page, "pickup", "ben@shopper.example");
  await press(page, "Review the order");
  await asOwner(camera.shop, "PATCH", "/back-office/products/pretzel", { price: 99 });
  await press(page, "Place order and pay");
  await camera.both(page, "checkout-changed");
}
