// Goes where the camera goes and looks closer: axe on a phone by day and at a desk by night; at 320 px and at 200 % of
// zoom nothing sticks out, in no language; and whatever can be pressed can be hit.

import { barriers } from "../look.js";
import { DESKTOP, PHONE } from "../browser.js";
import { sideways, small } from "../measure.js";
import { Camera } from "./camera.js";

/** 1280 px at 400 %, and 1280 px at 200 %. */
const ZOOMED = [{ width: 320, height: 640 }, { width: 640, height: 450 }];

/** Both sizes and both lights. What depends on one of them does not depend on the other. */
const LOOKS = [["phone", PHONE, "light"], ["desk", DESKTOP, "dark"]];
/** Letters run no script, and are looked at where they are made. What is pressed in the post office is not the shop's. */
const [LETTER, POST] = [/^mail-/, /^post-office/];

export class Inspector extends Camera {
  constructor(browser, shop) {
    super(browser, shop, null);
    this.found = [];
    this.times = 2;
  }

  /** Looks where the camera would take its pictures, and notes what is wrong. */
  async shoot(page, name, language = "en") {
    if (LETTER.test(name)) return;
    const note = (what) => this.found.push(...what.map((one) => `${name} (${language}): ${one}`));
    for (const size of ZOOMED) {
      await page.setViewportSize(size);
      const wide = await page.evaluate(sideways);
      if (wide.width > size.width) note([`scrolls sideways at ${size.width} px: ${wide.who}`]);
    }
    if (language === "en") {
      for (const [size, viewport, colorScheme] of LOOKS) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        if (!POST.test(name)) note((await page.evaluate(small)).map((one) => `small on a ${size}: ${one}`));
        note(await barriers(page, `${size}, ${colorScheme}`));
      }
      await page.emulateMedia({ colorScheme: "light" });
    }
    await page.setViewportSize(DESKTOP);
    this.taken += 1;
  }
}
