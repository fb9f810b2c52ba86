// Finding things: filters that say how many they leave, orders, what was meant, and nothing at all.

import { expect, test } from "./fixtures.js";
import { look } from "./look.js";

/** How many products the heading says there are. */
async function count(page) {
  return Number.parseInt(await page.locator("header.heading .count").innerText(), 10);
}

/** Ticks one filter and shows what it leaves; the filter had said how many. */
async function narrow(page, name) {
  await unfold(page);
  const tick = page.locator("label.tick").filter({ has: page.getByText(name, { exact: true }) });
  const promised = Number.parseInt(await tick.locator(".many").innerText(), 10);
  await tick.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByRole("link", { name: `Remove filter: ${name}` })).toBeVisible();
  expect(await count(page), name).toBe(promised);
}

/** On the phone filters are folded. */
async function unfold(page) {
  const fold = page.locator("form.filters > details > summary");
  if ((await fold.isVisible()) && !(await page.getByLabel("Sort by").isVisible())) await fold.click();
}

/** What the tiles cost now, in their order. */
async function prices(page) {
  const texts = await page.locator(".tile .now .cash").allTextContents();
  return texts.map((text) => Number(text.replace(/[^\d.]/g, "")));
}

test("filters count what they leave, add up, and are taken away one by one", async ({ shopper, js }) => {
  await shopper.goto("/search?q=milk");
  const all = await count(shopper);
  await narrow(shopper, "Kuhlmoor");
  await look(shopper, js);
  await narrow(shopper, "In stock");
  await unfold(shopper);
  await look(shopper, js);
  expect(await count(shopper)).toBeLessThan(all);
  await expect(shopper.getByLabel("Search the shop"), "what was searched for stays").toHaveValue("milk");
  await shopper.getByRole("link", { name: "Remove filter: In stock" }).click();
  await shopper.getByRole("link", { name: "Remove filter: Kuhlmoor" }).click();
  expect(await count(shopper)).toBe(all);
});

test("filters that leave nothing lead back", async ({ shopper, js }) => {
  await shopper.goto("/search?q=milk&diet=vegan&brand=Kuhlmoor");
  await expect(shopper.getByText("Nothing is left with these filters.")).toBeVisible();
  await look(shopper, js);
  await shopper.getByRole("link", { name: "Remove all filters" }).last().click();
  await expect(shopper.locator(".tiles .tile").first()).toBeVisible();
});

test("the cheapest comes first where that is wished for", async ({ shopper, js }) => {
  await shopper.goto("/search?q=cheese");
  await unfold(shopper);
  await shopper.getByLabel("Sort by").selectOption("Lowest price");
  await shopper.getByRole("button", { name: "Show", exact: true }).click();
  await expect(shopper).toHaveURL(/sort=price/);
  const shown = await prices(shopper);
  expect(shown.length).toBeGreaterThan(3);
  expect(shown).toEqual([...shown].sort((a, b) => a - b));
  await look(shopper, js);
});

test("an aisle is narrowed by its sections and filters alike", async ({ shopper, js }) => {
  await shopper.goto("/aisles/dairy-eggs");
  await shopper.getByRole("link", { name: "Milk & Buttermilk", exact: true }).click();
  await expect(shopper.getByRole("heading", { level: 1 })).toContainText(/Milk & Buttermilk|Dairy/);
  const section = await count(shopper);
  await narrow(shopper, "Organic");
  expect(await count(shopper)).toBeLessThan(section);
  await look(shopper, js);
});

test("milk is milk: what it is comes before what has it in its name", async ({ shopper }) => {
  for (const [words, first] of [["milk", /^Whole Milk/], ["Milch", /^Whole Milk/], ["mlik", /Milk/], ["apple", /Apples/]]) {
    await shopper.goto(`/search?q=${words}`);
    await expect(shopper.locator(".tiles .tile h3").first(), words).toHaveText(first);
  }
});

test("what was meant is offered, and what is not there is said", async ({ shopper, js }) => {
  await shopper.goto("/search?q=aples");
  await expect(shopper.getByText("Nothing is called “aples”. This is what we have for “apples”.")).toBeVisible();
  await look(shopper, js);
  await shopper.goto("/search");
  await expect(shopper.getByRole("heading", { level: 1 })).toHaveText("What are you looking for?");
  await look(shopper, js);
});
