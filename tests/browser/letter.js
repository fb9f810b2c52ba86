// A close look at a letter: as a mail program shows it, narrow and wide, by day and by night; and against its text part.

import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";

/** A phone's screen, and the column many mail programs give a letter. */
const WIDTHS = [390, 600];

/** Fails unless the letter whose page in the post office is shown can be read everywhere, and says the same as text. */
export async function inspect(page) {
  const id = new URL(page.url()).pathname.split("/").pop();
  const office = new URL(page.url()).origin;
  const mails = await (await fetch(`${office}/mails.json`)).json();
  const mail = mails.find((one) => one.id === id);
  const paper = await page.context().newPage();
  await paper.setContent(mail.html);
  for (const width of WIDTHS) {
    await paper.setViewportSize({ width, height: 800 });
    const [day, night] = [await shade(paper, "light", mail), await shade(paper, "dark", mail)];
    expect(day, `${mail.subject} at night`).not.toBe(night);
  }
  await agrees(paper, mail);
  await paper.close();
}

/** Looks at it in one light. Answers the color of its paper. */
async function shade(paper, colorScheme, mail) {
  const where = `${mail.subject}, ${paper.viewportSize().width} px, ${colorScheme}`;
  await paper.emulateMedia({ colorScheme });
  const { width, background } = await paper.evaluate(() => ({ width: document.documentElement.scrollWidth, background: getComputedStyle(document.body).backgroundColor }));
  expect(width, `${where}: scrolls sideways`).toBeLessThanOrEqual(paper.viewportSize().width);
  const { violations } = await new AxeBuilder({ page: paper }).setLegacyMode().options({ resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`), `${where}: barriers`).toEqual([]);
  return background;
}

/** The same words, amounts and links in both parts; the subject stands over the one, and is the first line of neither. */
async function agrees(paper, mail) {
  const shown = await paper.evaluate(() => ({ text: document.body.innerText, links: [...document.links].map((link) => link.href) }));
  const told = mail.text.replace(/https?:\/\/\S+/g, " ");
  const [inHtml, inText] = [words(`${shown.text} ${mail.subject}`), words(`${told} ${mail.subject}`)];
  expect(inHtml.filter((word) => !inText.includes(word)), `${mail.subject}: only as HTML`).toEqual([]);
  expect(inText.filter((word) => !inHtml.includes(word)), `${mail.subject}: only as text`).toEqual([]);
  const addresses = mail.text.match(/https?:\/\/\S+/g) ?? [];
  expect(new Set(shown.links), `${mail.subject}: links`).toEqual(new Set(addresses));
}

/** Amounts are written `€3.49` in the one and `EUR 3.49` in the other. */
function words(text) {
  return [...new Set(text.replace(/€|EUR/g, " ").split(/[\s\u00a0:|]+/).filter(Boolean))];
}
