// A close look at a page: can it be read, does it fit, is everything there.

import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import { sideways } from "./measure.js";

/** Everything the guidelines ask for, and what axe knows beside them. */
const RULES = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
  resultTypes: ["violations"],
};

/** Fails unless the page has one heading and a title, fits the screen, shows its pictures and is accessible by day and by night. */
export async function look(page, js) {
  const where = new URL(page.url()).pathname;
  await expect(page.getByRole("heading", { level: 1 }), `${where}: one heading`).toHaveCount(1);
  await expect(page, `${where}: a title`).toHaveTitle(/\S/);
  await fits(page, where);
  await pictures(page, where);
  if (js) await accessible(page, where);
}

async function fits(page, where) {
  const [width, wide] = [page.viewportSize().width, await page.evaluate(sideways)];
  expect(wide.width, `${where} scrolls sideways: ${wide.who}`).toBeLessThanOrEqual(width);
}

async function pictures(page, where) {
  const missing = () => page.evaluate(() => {
    for (const picture of document.images) picture.loading = "eager";
    return [...document.images].filter((p) => !p.complete || p.naturalWidth === 0).map((p) => p.currentSrc || p.src);
  });
  await expect.poll(missing, { message: `${where}: pictures that do not load` }).toEqual([]);
}

/** By day and by night, on the phone: at a desk the tours look, which come to every state. */
async function accessible(page, where) {
  if (page.viewportSize().width > 600) return;
  const found = await barriers(page, "by day");
  await page.emulateMedia({ colorScheme: "dark" });
  found.push(...(await barriers(page, "by night")));
  await page.emulateMedia({ colorScheme: "light" });
  expect(found, `${where}: barriers`).toEqual([]);
}

/**
 * Whatever stands in somebody's way, of any weight. A mail is looked at where it is made. Legacy mode needs no page of its
 * own for the results: there are no frames left.
 */
export async function barriers(page, when) {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().exclude("iframe").options(RULES).analyze();
  return violations.flatMap((v) => v.nodes.map((n) => `${when}: ${v.id}: ${n.target.join(" ")}: ${n.any[0]?.message ?? v.help}`));
}
