// The main job, by hand: a basket goes from the shelf to the day's takings.

import { expect, test } from "./fixtures.js";
import { look } from "./look.js";
import { add, again, choose, chooseTime, comesTo, confirm, line, orderOf, pay, readMail, signIn, tellWho, weigh } from "./steps.js";

const [MILK, APPLES, PRETZEL, PASTA, WINE] = ["Whole Milk 3.8 %", "Elstar Apples, loose", "Pretzel", "Spaghetti No. 5", "Riesling dry 2024"];

test("a basket goes from the shelf to the takings", async ({ shopper, staff, shop, js, mail, viewport }) => {
  const method = viewport.width < 600 ? "pickup" : "delivery";
  await test.step("look around", () => lookAround(shopper, js));
  await test.step("fill the basket", () => fillBasket(shopper, js));
  await test.step("change it", () => changeBasket(shopper, js));
  const slot = await test.step("check out", () => checkOut(shopper, js, method, mail));
  await test.step("be declined, then pay", () => payAtLast(shopper, js));
  const order = orderOf(shopper);
  await test.step("read the receipt", async () => {
    await readMail(shopper, shop, mail, `Your order ${order}`);
    await look(shopper, js);
    await shopper.frameLocator("iframe").getByRole("link", { name: "See your order" }).click();
    await expect(shopper.getByRole("heading", { level: 1 })).toHaveText("Thank you! We have your order");
  });
  await test.step("sign in by the mail link", () => signIn(staff, shop, staff.email));
  await test.step("find the order by its slot", () => findOrder(staff, js, slot, order));
  await test.step("pick", () => pick(staff, js));
  const charged = await test.step("ready, charged, handed over", () => handOver(staff, js));
  await test.step("see it in the takings", () => seeTakings(staff, js));
  await test.step("see what was charged", () => seeCharge(shopper, js, charged));
  await test.step("read what was packed", async () => {
    await readMail(shopper, shop, mail, `Your order ${order} is ready`);
    await expect(shopper.locator("pre")).toContainText("not available, not charged");
  });
});

async function lookAround(page, js) {
  await page.goto("/");
  await look(page, js);
  await page.getByRole("main").getByRole("link", { name: "Dairy, Eggs & Plant-Based" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Dairy, Eggs & Plant-Based");
  await look(page, js);
  await page.getByRole("link", { name: MILK, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(MILK);
  await look(page, js);
}

async function fillBasket(page, js) {
  await add(page, js, "Add to basket");
  await page.getByLabel("Search the shop").fill("aples");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await look(page, js);
  await expect(page.getByRole("button", { name: `Add to basket: ${APPLES}`, exact: true })).toContainText("≈ 170");
  await weigh(page, js, "apples-elstar", 500);
  await choose(page, js, "pretzel", 3);
  await choose(page, js, "wine-riesling");
  await page.goto("/search?q=spaghetti");
  await add(page, js, `Add to basket: ${PASTA}`);
}

async function changeBasket(page, js) {
  await page.goto("/cart");
  await look(page, js);
  await page.getByRole("button", { name: `More: ${MILK}` }).click();
  await expect(page.getByLabel(`Quantity of ${MILK}`)).toHaveValue("2");
  await page.getByRole("button", { name: `Remove ${PRETZEL}` }).click();
  await expect(page.getByText(`${PRETZEL} was taken out.`)).toBeVisible();
  await expect(line(page, PRETZEL)).toHaveCount(0);
  await look(page, js);
  await page.getByRole("button", { name: "Put it back" }).click();
  await expect(page.getByLabel(`Quantity of ${PRETZEL}`)).toHaveValue("3");
  await expect(line(page, APPLES)).toContainText("g");
}

async function checkOut(page, js, method, mail) {
  await page.getByRole("link", { name: "To checkout" }).click();
  await look(page, js);
  const slot = await chooseTime(page, method);
  await tellWho(page, method, mail);
  await look(page, js);
  await page.getByRole("button", { name: "Review the order" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Review your order");
  await expect(page.getByText("You must be 16 or older")).toBeVisible();
  await look(page, js);
  await confirm(page);
  return slot;
}

async function payAtLast(page, js) {
  await look(page, js);
  await page.getByRole("button", { name: "Decline the card" }).click();
  await expect(page.getByRole("alert")).toContainText("Your card was declined.");
  await look(page, js);
  await pay(page);
  await look(page, js);
}

async function findOrder(page, js, slot, order) {
  const [day, window, method] = slot.split("_");
  await look(page, js);
  await page.getByRole("navigation", { name: "Back office" }).getByRole("link", { name: "Orders" }).click();
  await page.locator(`nav a[href="/back-office/orders?day=${day}"]`).click();
  const card = page.locator("section.card").filter({ hasText: window.replace("-", "–") }).filter({ hasText: new RegExp(method, "i") });
  await expect(card.getByRole("link", { name: order })).toBeVisible();
  await look(page, js);
  await card.getByRole("link", { name: order }).click();
}

async function pick(page, js) {
  await look(page, js);
  await page.getByRole("button", { name: `Found: ${MILK}` }).click();
  await expect(line(page, MILK)).toContainText("✓ Found");
  await scan(page, "2204181004805");
  await expect(page.getByText("The check digit of 2204181004805 is wrong")).toBeVisible();
  await scan(page, "2204181004804");
  await expect(line(page, APPLES)).toContainText("480 g");
  await look(page, js);
  await line(page, PRETZEL).getByText("Not all of it there").click();
  await page.getByRole("button", { name: `None there: ${PRETZEL}` }).click();
  await expect(line(page, PRETZEL)).toContainText("None there");
  await page.getByRole("link", { name: `Something instead of ${PASTA}` }).click();
  await look(page, js);
  await page.getByRole("button", { name: /^Give / }).first().click();
  await expect(page.locator("li.line").filter({ hasText: "Instead:" })).toBeVisible();
  await page.getByRole("button", { name: `Found: ${WINE}` }).click();
  await expect(page.getByRole("heading", { name: "Everything is looked at" })).toBeVisible();
  await look(page, js);
}

/** A scanner types the digits and presses Enter: 480 g of PLU 4181. */
async function scan(page, code) {
  await page.getByLabel("Barcode or scale label").fill(code);
  await page.getByLabel("Barcode or scale label").press("Enter");
}

/** Answers what was charged, as the back office writes it. */
async function handOver(page, js) {
  await page.getByRole("button", { name: "Ready", exact: true }).click();
  const button = page.getByRole("button", { name: "Old enough: hand over" });
  await again(page, () => expect(button).toBeVisible({ timeout: 500 }));
  await look(page, js);
  const charged = await page.getByRole("row", { name: /^Charged to the card/ }).getByRole("cell").innerText();
  await button.click();
  await expect(page.locator("#finish")).toContainText("Handed over by");
  await look(page, js);
  return charged;
}

async function seeTakings(page, js) {
  await page.getByRole("link", { name: "Takings" }).click();
  await expect(page.getByRole("row", { name: new RegExp(`^${MILK}`) })).toBeVisible();
  await expect(page.getByText("Orders handed over")).toBeVisible();
  await look(page, js);
}

async function seeCharge(page, js, charged) {
  await comesTo(page, "Enjoy your groceries");
  await expect(page.locator(".sum .total")).toContainText("Charged");
  await expect(page.locator(".sum .total")).toContainText(charged);
  await expect(row(page, PRETZEL)).toContainText("not available, not charged");
  await expect(row(page, APPLES)).toContainText("480 g at");
  await expect(row(page, PASTA)).toContainText("Instead:");
  await look(page, js);
}

/** A line of the receipt. */
function row(page, name) {
  return page.locator(".receipt tbody tr").filter({ hasText: name });
}
