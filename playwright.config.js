// A person's way through the shop: on a phone and at a desk, with JavaScript and without.

import { defineConfig } from "@playwright/test";
import { chromium, DESKTOP, PHONE } from "./tests/browser/browser.js";

const project = (name, viewport, javaScriptEnabled) => ({
  name: javaScriptEnabled ? name : `${name} without JavaScript`,
  use: { viewport, javaScriptEnabled, isMobile: viewport === PHONE, hasTouch: viewport === PHONE, contextOptions: { reducedMotion: "reduce" } },
});

export default defineConfig({
  testDir: "tests/browser",
  globalSetup: "./tests/browser/setup.js",
  outputDir: "test-results",
  reporter: process.env.CI ? "line" : "list",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: process.env.CI ? 2 : 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: { launchOptions: chromium, actionTimeout: 15_000, screenshot: "only-on-failure", locale: "en-GB" },
  projects: [
    project("phone", PHONE, true),
    project("phone", PHONE, false),
    project("desktop", DESKTOP, true),
    project("desktop", DESKTOP, false),
  ],
});
