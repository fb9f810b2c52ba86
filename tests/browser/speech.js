// What the shop says in each language, read from its own files, and a look for words that were left in the other one.

import { readdirSync, readFileSync } from "node:fs";
import { expect } from "@playwright/test";

const LANGUAGES = new URL("../../shared/texts/languages/", import.meta.url);
const SEED = new URL("../../infra/local/seed/", import.meta.url);

/** The messages that are one line: their texts by name, with `{ $values }` as they stand there. */
export function speech(language) {
  const folder = new URL(`${language}/`, LANGUAGES);
  const lines = readdirSync(folder).flatMap((file) => readFileSync(new URL(file, folder), "utf8").split("\n"));
  return Object.fromEntries(lines.map((line) => /^([a-z][\w-]*) = (.+)$/.exec(line)).filter(Boolean).map(([, name, text]) => [name, text]));
}

/** A message as it may stand on a page, whatever its values are. */
export function pattern(text) {
  return new RegExp(`^${text.split(/\{[^}]*\}/).map(quoted).join(".+")}$`);
}

const [ENGLISH, GERMAN] = [speech("en"), speech("de")];
/** Names of goods and aisles are the owner's, in one language. */
const OWNERS = new Set(["shop.json", "products.json", "promotions.json"].flatMap((file) => strings(JSON.parse(readFileSync(new URL(file, SEED), "utf8")))));
const LEFT = Object.keys(ENGLISH).filter((name) => GERMAN[name] !== ENGLISH[name] && !OWNERS.has(ENGLISH[name])).map((name) => ENGLISH[name]);
const WHOLE = new Set(LEFT.filter((text) => !text.includes("{")));
/** Of a message with values the longest part that is a few words. */
const PARTS = LEFT.filter((text) => text.includes("{")).flatMap((text) => text.split(/\{[^}]*\}/)).filter((part) => part.trim().split(/\s+/).length >= 3);

/** Fails where a German page says something in English. */
export async function german(page) {
  const where = new URL(page.url()).pathname;
  await expect(page.locator("html"), where).toHaveAttribute("lang", "de");
  const said = await page.evaluate(everything);
  const left = said.filter((text) => WHOLE.has(text) || PARTS.some((part) => text.includes(part)));
  expect(left, `${where} says in English`).toEqual([]);
}

/** Every text of the page, shown or told; of what the script says the templates are there. */
function everything() {
  const said = [document.title, document.querySelector('meta[name="description"]')?.content];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (!node.parentElement.closest("script, style, iframe, code, [lang=en]")) said.push(node.data);
    } else {
      for (const name of ["aria-label", "placeholder", "title", "alt"]) said.push(node.getAttribute(name));
      said.push(...Object.values(node.dataset));
    }
  }
  return said.filter(Boolean).map((text) => text.trim().replace(/\s+/g, " ")).filter(Boolean);
}

function strings(value) {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value ? Object.values(value).flatMap(strings) : [];
}

function quoted(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
