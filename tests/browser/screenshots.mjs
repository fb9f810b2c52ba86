// Every page and state of the shop as pictures, to be looked at: `npm run screenshots [folder] [tour …]`.
// Phone and desk, day and night, English and German; `index.html` in the folder shows them all, a sheet each page in all looks.

import { chromium as browsers } from "@playwright/test";
import { chromium } from "./browser.js";
import { open } from "./larder.js";
import { Camera } from "./tour/camera.js";
import { TOURS } from "./tour/tours.js";

const [folder = "/tmp/shots", ...wanted] = process.argv.slice(2);
const browser = await browsers.launch(chromium);
const names = [];
let taken = 0;
try {
  for (const [name, tour] of Object.entries(TOURS)) {
    if (wanted.length === 0 || wanted.includes(name)) await walk(tour);
  }
  await Camera.lay(browser, folder, names);
  console.log(`${taken} pictures in ${folder}`);
} finally {
  await browser.close();
}

/** Each tour has a shop of its own. */
async function walk(tour) {
  const shop = await open();
  const camera = new Camera(browser, shop, folder);
  try {
    await tour(camera);
  } finally {
    names.push(...camera.names);
    taken += camera.taken;
    await shop.close();
  }
}
