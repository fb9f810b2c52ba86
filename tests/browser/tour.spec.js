// Every page in every state: what nobody would find by hand. Each tour walks through a shop of its own.

import { expect, test } from "@playwright/test";
import { open } from "./larder.js";
import { Inspector } from "./tour/inspector.js";
import { TOURS } from "./tour/tours.js";

test.beforeEach(({ javaScriptEnabled, viewport }) => test.skip(!javaScriptEnabled || viewport.width > 600, "the inspector has all sizes itself"));

// Waiting has a test of its own, which waits for the sweep once.
for (const [name, tour] of Object.entries(TOURS).filter(([name]) => name !== "waiting")) {
  test(`nothing stands in the way: ${name}`, async ({ browser }) => {
    test.setTimeout(600_000);
    const shop = await open();
    const inspector = new Inspector(browser, shop);
    try {
      await tour(inspector);
    } finally {
      await shop.close();
    }
    expect(inspector.taken, "states were looked at").toBeGreaterThan(30);
    expect(inspector.found).toEqual([]);
  });
}
