// Debian's Chromium, for the tests and for the screenshots. Nothing is downloaded.

/** As Playwright's `launch` takes it. */
export const chromium = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
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

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 900 };

/** With STYLE=shared/web/assets/larder.css a style sheet is worn that is not built into the shop yet. */
export async function dress(context) {
  const style = process.env.STYLE;
  if (style) await context.route(/\/assets\/larder-\w+\.css$/, (route) => route.fulfill({ path: style, contentType: "text/css" }));
}
