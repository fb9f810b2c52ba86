// Debian's Chromium, for the tests and for the screenshots. Nothing is downloaded.

import { readFileSync } from "node:fs";

/** As Playwright's `launch` takes it: the shell that has no windows, half the work of the whole browser. */
export const chromium = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

/** With all a browser has, for what the shell does without: notices on the device. */
export const whole = { ...chromium, executablePath: "/usr/bin/chromium" };

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 900 };

/** With WEAR=1 the stylesheet and the script are those of the tree, also where the shop was built before they changed. */
export async function dress(context) {
  if (!process.env.WEAR) return;
  const web = new URL("../../shared/web/", import.meta.url);
  const files = [...readFileSync(new URL("src/assets.rs", web), "utf8").matchAll(/include_str!\("\.\.\/(assets\/\w+\.(?:css|js))"\)/g)];
  for (const [ending, contentType] of [["css", "text/css"], ["js", "text/javascript"]]) {
    const body = files.map(([, file]) => file).filter((file) => file.endsWith(ending)).map((file) => readFileSync(new URL(file, web), "utf8")).join("");
    await context.route(new RegExp(`/assets/larder-\\w+\\.${ending}$`), (route) => route.fulfill({ body, contentType }));
  }
}
