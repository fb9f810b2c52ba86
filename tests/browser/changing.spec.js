// An order after it was paid: other goods, another time, and a change of mind about both.

import { expect, test } from "./fixtures.js";
import { look } from "./look.js";
import { again, choose, line, order, pay } from "./steps.js";

test("what was ordered is changed, and paid anew where it costs more", async ({ shopper, js, mail }) => {
  await choose(shopper, js, "milk-uht-1l", 2);
  await order(shopper, "pickup", mail);
  await pay(shopper);
  await shopper.getByRole("link", { name: "Change what you ordered" }).click();
  await expect(shopper.getByRole("heading", { level: 1 })).toHaveText("Change what you ordered");
  await look(shopper, js);
  await shopper.getByLabel("Search for a product").fill("coffee beans");
  await shopper.getByRole("main").getByRole("button", { name: "Search", exact: true }).click();
  await expect(shopper.getByText("Found: say how much of it you would like").first()).toBeVisible();
  await look(shopper, js);
  await line(shopper, "Espresso Beans").first().getByRole("spinbutton").fill("1");
  await shopper.getByRole("button", { name: "See what it comes to" }).last().click();
  await expect(shopper.getByRole("heading", { level: 1 })).toHaveText("Is this right?");
  await expect(shopper.getByText("That is more than what is set aside on your card.")).toBeVisible();
  await look(shopper, js);
  await shopper.getByRole("button", { name: "Change the order and pay" }).click();
  await shopper.getByRole("button", { name: "Walk away without paying" }).click();
  await expect(shopper.getByText("counts once it is paid")).toBeVisible();
  await expect(line(shopper, "Espresso Beans")).toHaveCount(0);
  await look(shopper, js);
  await shopper.getByRole("button", { name: /^Pay €.* and change the order$/ }).click();
  await shopper.getByRole("button", { name: /^Pay €/ }).click();
  await again(shopper, () => expect(shopper.getByText("You changed this order.")).toBeVisible({ timeout: 500 }));
  await expect(line(shopper, "Espresso Beans")).toHaveCount(1);
});

test("less of it counts at once, and nothing at all is refused", async ({ shopper, js, mail }) => {
  await choose(shopper, js, "milk-uht-1l", 3);
  await order(shopper, "pickup", mail);
  await pay(shopper);
  await shopper.getByRole("link", { name: "Change what you ordered" }).click();
  const milk = line(shopper, "Long-Life Milk").getByRole("spinbutton");
  await milk.fill("0");
  await shopper.getByRole("button", { name: "See what it comes to" }).last().click();
  await expect(shopper.getByText("Nothing would be left of the order")).toBeVisible();
  await look(shopper, js);
  await milk.fill("1");
  await shopper.getByRole("button", { name: "See what it comes to" }).last().click();
  await shopper.getByRole("button", { name: "Change the order", exact: true }).click();
  await expect(shopper.getByText("You changed this order.")).toBeVisible();
  await look(shopper, js);
});

test("an order moves to another time", async ({ shopper, js, mail }) => {
  await choose(shopper, js, "milk-uht-1l", 1);
  const slot = await order(shopper, "pickup", mail);
  await pay(shopper);
  await shopper.getByRole("link", { name: "Choose another time" }).click();
  const other = shopper.locator('input[name="fulfillment[slot]"]:not(:disabled)').first();
  await look(shopper, js);
  await other.check();
  expect(await other.inputValue()).not.toBe(slot);
  await shopper.getByRole("button", { name: "Take this time" }).click();
  await expect(shopper.getByText("You changed this order.")).toBeVisible();
});
