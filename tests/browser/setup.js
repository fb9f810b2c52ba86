// Before all tests: one shop for all of them. What it returns ends it.

import { open } from "./larder.js";

export default async function setup() {
  const { close, ...addresses } = await open();
  process.env.LARDER = JSON.stringify(addresses);
  return close;
}
