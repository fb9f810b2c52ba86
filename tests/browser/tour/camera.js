// Takes a page in every look: phone and desk, day and night, English and German; and lays what it took side by side.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DESKTOP, dress, PHONE } from "../browser.js";

const SIZES = { phone: PHONE, desk: DESKTOP };
const LIGHTS = { day: "light", night: "dark" };
/** Of a page longer than this only the beginning is on its sheet. */
const SHEET_HEIGHT = 1_560;

export class Camera {
  constructor(browser, shop, folder) {
    Object.assign(this, { browser, shop, folder, names: [], taken: 0, times: 1 });
  }

  /** The same camera in another shop. */
  at(shop) {
    return Object.assign(Object.create(this), { shop });
  }

  /** A browser of their own. */
  async someone() {
    const context = await this.browser.newContext({ baseURL: this.shop.shop, viewport: DESKTOP, deviceScaleFactor: this.times, reducedMotion: "reduce", locale: "en-GB" });
    context.setDefaultTimeout(8_000);
    await dress(context);
    return context.newPage();
  }

  /** The page as it is now, in one language and all other looks. */
  async shoot(page, name, language = "en") {
    await mkdir(this.folder, { recursive: true });
    for (const [size, viewport] of Object.entries(SIZES)) {
      for (const [light, colorScheme] of Object.entries(LIGHTS)) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        await page.evaluate(() => {
          window.scrollTo({ top: 0, behavior: "instant" });
          for (const picture of document.images) picture.loading = "eager";
          return Promise.all([...document.images].map((picture) => picture.decode().catch(() => {})));
        });
        await page.screenshot({ path: join(this.folder, file(name, language, size, light)), fullPage: true });
        this.taken += 1;
      }
    }
    await page.setViewportSize(DESKTOP);
    await page.emulateMedia({ colorScheme: "light" });
    if (!this.names.includes(name)) this.names.push(name);
  }

  /** The page and the same one in German. Afterwards it is as before, but loaded anew. */
  async both(page, name) {
    await this.shoot(page, name);
    const here = page.url();
    const german = page.locator('nav.languages a[hreflang="de"]');
    if (await german.count()) {
      await page.goto(await german.getAttribute("href"));
      await this.shoot(page, name, "de");
      await page.goto(here);
    } else {
      await speak(page, this.shop.shop, "de");
      await this.shoot(page, name, "de");
      await speak(page, this.shop.shop, "en");
    }
  }

  /** Goes there and takes it in both languages. */
  async visit(page, path, name) {
    await page.goto(path);
    await this.both(page, name);
  }

  /** Goes there and takes it as it is: what staff see is in English. */
  async call(page, path, name) {
    await page.goto(path);
    await this.shoot(page, name);
  }

  /** `index.html` shows everything; a sheet shows a page in all looks of one size. */
  static async lay(browser, folder, names) {
    const index = join(folder, "index.html");
    await writeFile(index, `<!doctype html><meta charset="utf-8"><title>All pages</title><style>${STYLE}</style>${names.map(section).join("")}`);
    const page = await browser.newPage({ viewport: { width: 1_600, height: 1_000 } });
    await page.goto(pathToFileURL(index).href);
    for (const sheet of await page.locator("[data-sheet]").all()) {
      await sheet.screenshot({ path: join(folder, `sheet.${await sheet.getAttribute("data-sheet")}.png`) });
    }
    await page.close();
  }
}

/** The first button of this name. */
export function press(page, name) {
  return page.getByRole("button", { name }).first().click();
}

/** Loads the page again in a language; where it was an answer to a form, the form is sent again, which changes nothing. */
async function speak(page, url, value) {
  await page.context().addCookies([{ name: "lang", value, url }]);
  await page.reload();
}

function file(name, language, size, light) {
  return `${name}.${language}.${size}.${light}.png`;
}

function section(name) {
  const row = (size) => `<div data-sheet="${name}.${size}" class="${size}">${["en", "de"].flatMap((language) => Object.keys(LIGHTS).map((light) => `<img src="${file(name, language, size, light)}" onerror="this.remove()">`)).join("")}</div>`;
  return `<h2>${name}</h2>${Object.keys(SIZES).map(row).join("")}`;
}

const STYLE = `body { margin: 0; width: 1600px; font: 16px system-ui; background: #888; }
div { display: flex; flex-wrap: wrap; gap: 8px; align-items: start; max-height: ${SHEET_HEIGHT}px; overflow: hidden; }
.phone img { width: 390px; } .desk img { width: 796px; max-height: ${SHEET_HEIGHT / 2}px; object-fit: cover; object-position: top; }`;
