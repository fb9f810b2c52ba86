// What happens to an order while nobody looks: the owner's API brings it as far as a test needs it.

import { expect } from "@playwright/test";
import { asOwner } from "./larder.js";

const path = (order) => `/back-office/orders/${order}`;

/** Picks every line: found, unless `pick(line, n)` answers something else; `null` leaves it for later. */
export async function picked(shop, order, pick = () => "found") {
  const { lines } = await asOwner(shop, "GET", path(order));
  const weighed = (line) => (line.loose ? { weighed: { grams: line.ordered?.grams ?? 500 } } : "found");
  const results = lines.map((line, n) => ({ line: line.line, pick: pick(line, n) === "found" ? weighed(line) : pick(line, n) }));
  await asOwner(shop, "POST", `${path(order)}/picks`, { results: results.filter((one) => one.pick !== null) });
}

/** Packed, and the card is charged where there is one. */
export async function packed(shop, order, pick) {
  await picked(shop, order, pick);
  await asOwner(shop, "POST", `${path(order)}/ready`, {});
}

/** Charged: it can change hands. */
export async function charged(shop, order) {
  const rank = async () => (await asOwner(shop, "GET", path(order))).payment.rank;
  await expect.poll(rank, { timeout: 20_000 }).toBe("captured");
}

/** With its shopper. */
export async function handedOver(shop, order, told = {}) {
  await packed(shop, order);
  await charged(shop, order);
  await asOwner(shop, "POST", `${path(order)}/handover`, told);
}
