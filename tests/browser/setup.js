// Before all tests: one shop for all of them, with enough on its shelves. What it returns ends it.

import { open, stock } from "./larder.js";

export default async function setup() {
  const { close, ...addresses } = await open();
  await stock(addresses);
  process.env.LARDER = JSON.stringify(addresses);
  return close;
}
