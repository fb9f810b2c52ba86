// The post office, and every letter as a mail program shows it.

import { readMail } from "../steps.js";
import { ADA } from "./buying.js";

export async function mails(camera, page) {
  await camera.call(page, camera.shop.postOffice, "post-office");
  for (const [name, to, subject] of [
    ["receipt", ADA, /^Your order \w+ ada@/ ],
    ["ready", ADA, /is ready/],
    ["canceled", "grace@shopper.example", /was canceled|wurde storniert/],
  ]) {
    await readMail(page, camera.shop, to, subject);
    await camera.shoot(page, `post-office-${name}`);
    await camera.call(page, page.frames()[1].url(), `mail-${name}`);
  }
}
