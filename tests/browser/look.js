// A close look at a page: can it be read, does it fit, is everything there.

import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";

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

/** How wide the page is, and which of its elements stick out. */
function sideways() {
  const screen = Math.min(document.documentElement.clientWidth, window.outerWidth || Infinity);
  const out = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > screen + 1);
  const who = out.slice(0, 5).map((e) => `${e.tagName.toLowerCase()}.${e.className}`).join(" ");
  return { width: document.documentElement.scrollWidth, who };
}

async function pictures(page, where) {
  const missing = () => page.evaluate(() => {
    for (const picture of document.images) picture.loading = "eager";
    return [...document.images].filter((p) => !p.complete || p.naturalWidth === 0).map((p) => p.currentSrc || p.src);
  });
  await expect.poll(missing, { message: `${where}: pictures that do not load` }).toEqual([]);
}

/** By day at every size; by night, which has colors of its own but the same everything else, on the phone. */
async function accessible(page, where) {
  const barriers = severe(await axe(page).analyze(), "by day");
  if (page.viewportSize().width < 600) {
    await page.emulateMedia({ colorScheme: "dark" });
    barriers.push(...severe(await axe(page).withRules("color-contrast").analyze(), "by night"));
    await page.emulateMedia({ colorScheme: "light" });
  }
  expect(barriers, `${where}: barriers`).toEqual([]);
}

/** A mail is looked at where it is made. Legacy mode needs no page of its own for the results: there are no frames left. */
function axe(page) {
  return new AxeBuilder({ page }).setLegacyMode().exclude("iframe").options({ resultTypes: ["violations"] });
}

function severe({ violations }, when) {
  const bad = violations.filter((v) => ["serious", "critical"].includes(v.impact));
  return bad.flatMap((v) => v.nodes.map((n) => `${when}: ${v.id}: ${n.target.join(" ")}: ${n.any[0]?.message ?? v.help}`));
}
