// Orders that take another way: too much, wrong details, walked away from, confirmed with the bank, canceled.

import { expect, test } from "./fixtures.js";
import { look } from "./look.js";
import { choose, chooseTime, comesTo, confirm, order, orderOf, pay, readMail, tellWho } from "./steps.js";

test("more than there is, is told before anything is ordered", async ({ shopper, js, mail }) => {
  await choose(shopper, js, "whisky", 5);
  await chooseTime(shopper, "pickup");
  await tellWho(shopper, "pickup", mail);
  await shopper.getByRole("button", { name: "Review the order" }).click();
  await expect(shopper.getByRole("heading", { level: 1 })).toHaveText("Not everything is available");
  await expect(shopper.getByText("Only 3 of Single Malt Whisky 43 % left.")).toBeVisible();
  await look(shopper, js);
  await shopper.getByRole("link", { name: "Change the basket" }).click();
  await expect(shopper.getByRole("heading", { level: 1 })).toHaveText("Your basket");
});

test("what is wrong with the details is said where it is wrong", async ({ shopper, js }) => {
  await choose(shopper, js, "coffee-beans", 1);
  await shopper.goto("/checkout?method=delivery&postcode=99999");
  await expect(shopper.getByLabel("Postcode")).toHaveAccessibleDescription(/We do not deliver to “99999” yet/);
  await look(shopper, js);
  await chooseTime(shopper, "delivery");
  await tellWho(shopper, "delivery", "ada@nowhere");
  await shopper.getByRole("button", { name: "Review the order" }).click();
  const email = shopper.getByLabel("E-mail");
  await expect(email).toHaveAccessibleDescription(/Please enter an e-mail address/);
  await expect(email).toHaveAttribute("aria-invalid", "true");
  await expect(shopper.getByLabel("City"), "what was right is kept").toHaveValue("Berlin");
  await look(shopper, js);
});

test("who walks away finds everything held, and may change the basket", async ({ shopper, js, mail }) => {
  await choose(shopper, js, "milk-uht-1l", 2);
  await order(shopper, "pickup", mail);
  await shopper.getByRole("button", { name: "Walk away without paying" }).click();
  await expect(shopper.getByText("Your groceries and your time are held until")).toBeVisible();
  await look(shopper, js);
  await shopper.goto("/cart");
  await expect(shopper.getByText("waits for your payment")).toBeVisible();
  await look(shopper, js);
  await shopper.getByRole("link", { name: "Pay, or change the basket" }).click();
  await shopper.getByRole("button", { name: "Back to the basket" }).click();
  await expect(shopper.getByLabel("Quantity of Long-Life Milk 1.5 %")).toHaveValue("2");
});

test("who pays with PayPal agrees there, and comes back to a placed order", async ({ shopper, js, mail }) => {
  await choose(shopper, js, "milk-uht-1l", 1);
  await chooseTime(shopper, "pickup");
  await tellWho(shopper, "pickup", mail);
  await shopper.getByLabel("With PayPal, now").check();
  await look(shopper, js);
  await shopper.getByRole("button", { name: "Review the order" }).click();
  await confirm(shopper);
  await expect(shopper.getByRole("heading", { level: 1 })).toHaveText(/^Pay EUR .* with PayPal$/);
  await look(shopper, js);
  await shopper.getByRole("button", { name: "Cancel and go back to the shop" }).click();
  await shopper.getByRole("button", { name: /^Pay €/ }).click();
  await shopper.getByRole("button", { name: /^Agree and pay/ }).click();
  await comesTo(shopper, "Thank you! We have your order");
});

test("who comes back pays with the bank's consent", async ({ shopper, js, mail }) => {
  await choose(shopper, js, "milk-uht-1l", 1);
  await order(shopper, "pickup", mail);
  await shopper.getByRole("button", { name: "Walk away without paying" }).click();
  await shopper.getByRole("button", { name: /^Pay €/ }).click();
  await shopper.getByRole("button", { name: /^Pay with 3-D Secure/ }).click();
  await expect(shopper.getByRole("heading", { level: 1 })).toHaveText("Your bank asks");
  await look(shopper, js);
  await shopper.getByRole("button", { name: "Fail the check" }).click();
  await expect(shopper.getByRole("alert")).toBeVisible();
  await shopper.getByRole("button", { name: /^Pay with 3-D Secure/ }).click();
  await shopper.getByRole("button", { name: "Approve the payment" }).click();
  await comesTo(shopper, "Thank you! We have your order");
});

test("a paid order can be canceled until it is picked", async ({ shopper, shop, js, mail }) => {
  await choose(shopper, js, "milk-uht-1l", 1);
  await order(shopper, "pickup", mail);
  const number = await pay(shopper);
  await shopper.getByRole("button", { name: "Cancel the order" }).click();
  await expect(shopper.getByRole("heading", { level: 1 })).toHaveText("This order was canceled");
  await look(shopper, js);
  await readMail(shopper, shop, mail, `Your order ${number} was canceled`);
  await expect(shopper.locator("pre")).toContainText("Nothing was charged.");
});

test("the payment page is done with once it is paid", async ({ shopper, js, mail }) => {
  await choose(shopper, js, "milk-uht-1l", 1);
  await order(shopper, "pickup", mail);
  const page = shopper.url();
  const number = await pay(shopper);
  await shopper.goto(page);
  await expect(shopper.getByRole("heading", { level: 1 })).toHaveText("Already paid");
  await shopper.getByRole("link", { name: "Back to your order" }).click();
  expect(orderOf(shopper)).toBe(number);
});
