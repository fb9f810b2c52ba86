// Before all tests: one shop for all of them, with enough of what many of them buy. What it returns ends it.

import { asOwner, open } from "./larder.js";

/** Bought in so many tests that what the demonstration has of it would be sold out before the last. */
const MANY = ["milk-uht-1l", "milk-organic-1l", "milk-whole-1l", "spaghetti-500", "oregano", "coffee-beans", "pretzel"];

export default async function setup() {
  const { close, ...addresses } = await open();
  for (const sku of MANY) await asOwner(addresses, "PATCH", `/back-office/products/${sku}`, { stock: 1000 });
  process.env.LARDER = JSON.stringify(addresses);
  return close;
}
