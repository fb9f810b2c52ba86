// What every test gets: the shop, a shopper, a member of staff, and a watch on all that goes wrong in the background.

import { test as base, expect } from "@playwright/test";
import { dress } from "./browser.js";
import { asOwner } from "./larder.js";

export { expect };

export const test = base.extend({
  /** Where the shop, its post office and its payment page are. */
  shop: [async ({}, use) => use(JSON.parse(process.env.LARDER)), { scope: "worker" }],

  baseURL: async ({ shop }, use) => use(shop.shop),

  /** Whether pages may run their script. */
  js: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),

  /** A word no other test of this run uses. */
  word: async ({}, use, test) => use(test.testId.slice(-8)),

  /** The shopper's mail address. */
  mail: async ({ word }, use) => use(`ada.${word}@shopper.example`),

  /** A browser of their own for whoever is needed: `await someone()`. Ends with the test, and with it if anything went wrong. */
  someone: async ({ browser }, use) => {
    const [contexts, troubles] = [[], []];
    await use(async () => {
      const context = await browser.newContext();
      contexts.push(context);
      watch(context, troubles);
      await dress(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
    expect(troubles, "went wrong in the background").toEqual([]);
  },

  shopper: async ({ someone }, use) => use(await someone()),

  /** Somebody who works here: their browser, and where their mail goes. Not signed in yet. */
  staff: async ({ someone, shop, word }, use) => {
    const email = `bo.${word}@staff.example`;
    await asOwner(shop, "POST", "/back-office/staff", { email, role: "staff" });
    await use(Object.assign(await someone(), { email }));
  },
});

/** Notes script errors, refusals of the content security policy, broken files, server faults and strangers' servers. */
function watch(context, troubles) {
  context.on("weberror", (event) => troubles.push(`script: ${event.error().message}`));
  context.on("console", (message) => {
    // What did not load is told apart below, with its status.
    const isStatus = message.text().startsWith("Failed to load resource");
    if (["error", "warning"].includes(message.type()) && !isStatus) troubles.push(`console: ${message.text()}`);
  });
  context.on("response", (response) => {
    const expected = response.request().isNavigationRequest() ? 500 : 400;
    if (response.status() >= expected) troubles.push(`${response.status()} ${response.url()}`);
  });
  context.on("request", (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "localhost") troubles.push(`leaves the shop: ${request.url()}`);
  });
}
