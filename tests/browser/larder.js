// Starts the shop as `make run` does, on free ports and in a folder of its own, and ends it with everything it kept.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const BINARY = process.env.LARDER_BINARY ?? new URL("../../target/debug/larder", import.meta.url).pathname;
const PATIENCE = 60_000;

/** The words the shop prints, and what they are called here. */
const SAID = {
  shop: /^shop (\S+)$/,
  signIn: /^back office (\S+)$/,
  postOffice: /^post office (\S+)$/,
  payments: /^payments (\S+)$/,
  token: /^owner token (\S+)$/,
  dynamodb: /^dynamodb (\S+)$/,
  data: /^data (\S+)$/,
};

/** Resolves to its addresses and a way to close it, once it serves. It may be told more: `{ SEED: "0" }`. */
export async function open(told = {}) {
  const data = await mkdtemp(join(tmpdir(), "larder-browser-"));
  const shop = spawn(BINARY, { env: { ...process.env, ...told, PORT: "0", DATA: data }, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => shop.once("close", resolve));
  const close = async () => {
    shop.kill("SIGINT");
    const late = setTimeout(() => shop.kill("SIGKILL"), 3_000);
    await ended;
    clearTimeout(late);
    await rm(data, { recursive: true, force: true });
  };
  try {
    return { ...(await addresses(shop)), close };
  } catch (trouble) {
    await close();
    throw trouble;
  }
}

/** Reads what the shop says until it is ready. What it logs goes to where we log. */
function addresses(shop) {
  shop.stderr.pipe(process.stderr);
  const found = {};
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the shop is not ready after ${PATIENCE / 1000} s`)), PATIENCE);
    shop.once("error", reject);
    shop.once("close", (code) => reject(new Error(`${BINARY} ended with ${code} before it was ready`)));
    createInterface({ input: shop.stdout }).on("line", (line) => {
      for (const [name, words] of Object.entries(SAID)) found[name] = words.exec(line)?.[1] ?? found[name];
      if (!line.startsWith("ready ")) return;
      clearTimeout(late);
      resolve(found);
    });
  });
}

/** Asks the shop's JSON API as its owner. */
export async function asOwner(shop, method, path, body) {
  const headers = { accept: "application/json", "content-type": "application/json", authorization: `Bearer ${shop.token}` };
  const answer = await fetch(shop.shop + path, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Bought so often here that what the demonstration has of it would be sold out before the last has some. */
const BOUGHT = ["milk-uht-1l", "milk-organic-1l", "milk-whole-1l", "spaghetti-500", "oregano", "coffee-beans", "pretzel"];

/** Fills the shelves with it. */
export async function stock(shop) {
  for (const sku of BOUGHT) await asOwner(shop, "PATCH", `/back-office/products/${sku}`, { stock: 1000 });
}
