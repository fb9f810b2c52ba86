// A purchase without a mouse: from the entrance to the placed order, by Tab, Enter, Space and arrows. Wherever the focus
// stops it is seen, and nothing lies over it.

import { expect, test } from "./fixtures.js";

test.skip(({ js }) => !js, "keys are the same without the script");

test("a basket is bought by keyboard alone", async ({ shopper, mail, viewport }) => {
  const keys = new Keys(shopper);
  await shopper.goto("/");
  await keys.to(shopper.getByLabel("Search the shop"));
  await keys.type("pretzel");
  await keys.press("Enter");
  await expect(shopper).toHaveURL(/search\?q=pretzel/);
  await keys.to(shopper.getByRole("button", { name: "Add to basket: Pretzel", exact: true }));
  await keys.press("Space");
  await expect(shopper.locator("#say")).toContainText("is in your basket");
  await keys.seen("after something was put into the basket");
  await keys.to(shopper.getByRole("link", { name: "Basket 1 items" }), "Shift+Tab");
  await keys.press("Enter");
  const basket = viewport.width > 600 ? shopper.getByRole("dialog", { name: "Your basket" }) : shopper.getByRole("main");
  await keys.to(basket.getByRole("link", { name: "To checkout" }));
  await keys.press("Enter");
  await expect(shopper).toHaveURL(/\/checkout/);
  await keys.to(shopper.getByRole("radio", { name: "Delivery to my door" }));
  await keys.press("ArrowDown");
  await expect(shopper.getByRole("radio", { name: "Pickup in the store" })).toBeChecked();
  await keys.to(shopper.getByRole("button", { name: "Show times" }));
  await keys.press("Enter");
  await expect(shopper.locator("details.day").first()).toBeVisible();
  const times = shopper.locator("details.day").first().getByRole("radio", { disabled: false });
  await keys.to(times.first());
  await keys.press("Space");
  await keys.press("ArrowRight");
  await expect(times.nth(1)).toBeChecked();
  await keys.to(shopper.locator("details.day").nth(1).locator("summary"));
  await keys.press("Enter");
  await keys.to(shopper.getByLabel("Name", { exact: true }));
  await keys.type("Ada Lovelace");
  await keys.to(shopper.getByLabel("E-mail"));
  await keys.type(mail);
  await keys.to(shopper.getByRole("button", { name: "Review the order" }));
  await keys.press("Enter");
  await expect(shopper.getByRole("heading", { level: 1 })).toHaveText("Review your order");
  await keys.to(shopper.getByRole("button", { name: "Place order and pay" }));
  await keys.press("Enter");
  await expect(shopper.getByRole("heading", { name: /^Pay / })).toBeVisible();
  await keys.to(shopper.getByRole("button", { name: /^Pay €/ }));
  await keys.press("Enter");
  await expect(shopper.getByRole("heading", { level: 1 })).toHaveText("Thank you! We have your order", { timeout: 30_000 });
  expect(keys.stops).toBeGreaterThan(40);
});

test("a shopping list is read and bought by keyboard; nothing sticky hides where one is", async ({ shopper }) => {
  const keys = new Keys(shopper);
  await shopper.goto("/list");
  await keys.to(shopper.getByLabel("Your list"));
  await keys.type("milk, eggs, carrots, raspberries, butter, apples");
  await keys.to(shopper.getByRole("button", { name: "Find it all" }));
  await keys.press("Enter");
  await expect(shopper.locator(".wishes-end")).toBeVisible();
  await keys.to(shopper.locator(".wishes-end button.main"));
  await keys.press("Enter");
  await expect(shopper).toHaveURL(/\/cart$/);
});

class Keys {
  constructor(page) {
    Object.assign(this, { page, stops: 0 });
  }

  /** Goes there from stop to stop, and looks at each of them. */
  async to(target, key = "Tab") {
    await expect(target, "where to go").toBeVisible();
    for (let n = 0; n < 250; n++) {
      if (await target.evaluate((e) => e === document.activeElement)) return;
      await this.press(key);
      await this.seen(`on the way to ${target}`);
    }
    throw new Error(`no key leads to ${target}`);
  }

  async press(key) {
    await this.page.keyboard.press(key);
  }

  async type(text) {
    await this.page.keyboard.type(text);
  }

  async seen(when) {
    const { name, outlined, covered } = await this.page.evaluate(focused);
    this.stops += 1;
    expect(outlined, `${name} shows that it has the focus, ${when}`).toBe(true);
    expect(covered, `${name} lies below this, ${when}`).toBe("");
  }
}

/** How what has the focus looks. Runs in the page. */
function focused() {
  const it = document.activeElement;
  const name = `<${it.tagName.toLowerCase()}> ${(it.ariaLabel ?? it.textContent ?? "").trim().slice(0, 40) || it.name}`;
  if (it === document.body || it.matches("main, dialog, .panel-content")) return { name, outlined: true, covered: "" };
  const around = [it, it.closest("label"), it.nextElementSibling, it.closest("summary")].filter(Boolean);
  const styles = [...around.map((e) => getComputedStyle(e)), getComputedStyle(it, "::after"), getComputedStyle(it, "::before")];
  const outlined = styles.some((s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2 && s.outlineColor !== "rgba(0, 0, 0, 0)");
  const own = (hit) => hit !== null && around.some((e) => e.contains(hit) || hit.contains(e));
  const box = (it.closest("label") ?? it).getBoundingClientRect();
  const middle = [box.x + box.width / 2, box.y + box.height / 2];
  const points = [middle, [box.x + 4, middle[1]], [box.right - 4, middle[1]], [middle[0], box.y + 4], [middle[0], box.bottom - 4]];
  const hits = points.map(([x, y]) => document.elementFromPoint(x, y));
  const over = hits.find((hit) => hit && !own(hit));
  const covered = hits.some(own) ? "" : over ? `${over.tagName.toLowerCase()}.${over.className}` : "the screen's edge";
  return { name, outlined, covered };
}
