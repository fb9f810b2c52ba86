// News of an order as a notice on the device. The browser's own push service is out of reach here: the page is handed a
// subscription at the post office's, and what would come from the service is put into the service worker by hand.

import { createECDH, randomBytes } from "node:crypto";
import { whole } from "./browser.js";
import { expect, test } from "./fixtures.js";
import { look } from "./look.js";
import { choose, order, pay } from "./steps.js";

test.use({ launchOptions: whole });

/** What a browser would get from its push service. */
function subscription(shop, device) {
  const keys = createECDH("prime256v1");
  keys.generateKeys();
  return {
    endpoint: `${shop.postOffice}/push/${device}`,
    keys: { p256dh: keys.getPublicKey("base64url"), auth: randomBytes(16).toString("base64url") },
  };
}

async function ordered(page, js, mail) {
  await choose(page, js, "milk-uht-1l", 1);
  await order(page, "pickup", mail);
  return pay(page);
}

test("who asks for it is told on the device", async ({ shopper, shop, js, mail, word, baseURL }) => {
  test.skip(!js, "without a script there is no button, and a letter comes");
  await shopper.context().grantPermissions(["notifications"], { origin: baseURL });
  await shopper.addInitScript((given) => {
    PushManager.prototype.subscribe = async (asked) => {
      if (asked.applicationServerKey.length !== 65) throw new Error("no key of a shop");
      return { toJSON: () => given };
    };
  }, subscription(shop, word));
  const number = await ordered(shopper, js, mail);
  await shopper.getByRole("button", { name: "Tell me on this device" }).click();
  await expect(shopper.getByText("You will get a notice here when there is news.")).toBeVisible();
  await look(shopper, js);

  const title = `Your order ${number} is on its way`;
  const shown = await shopper.evaluate(async (notice) => {
    const [registration] = await navigator.serviceWorker.getRegistrations();
    await registration.showNotification(notice, { body: "x" });
    return (await registration.getNotifications()).map((n) => n.title);
  }, title);
  expect(shown).toEqual([title]);
});

test("who may not be told is told so, and gets letters", async ({ shopper, js, mail }) => {
  test.skip(!js, "without a script there is no button, and a letter comes");
  await shopper.addInitScript(() => { Notification.requestPermission = async () => "denied"; });
  await ordered(shopper, js, mail);
  await shopper.getByRole("button", { name: "Tell me on this device" }).click();
  await expect(shopper.getByText("Your browser does not allow notices from us. You will get a mail.")).toBeVisible();
  await look(shopper, js);
});
