// A shopping list, pasted, becomes a basket; what is not understood stays the shopper's to decide.

import { expect, test } from "./fixtures.js";
import { look } from "./look.js";
import { line } from "./steps.js";

const LIST = "2 x milk, 6 eggs\n500 g carrots\nflying carpet\nraspberries";

test("a pasted list becomes a basket, line by line", async ({ shopper, js }) => {
  await shopper.goto("/");
  await shopper.getByRole("contentinfo").getByRole("link", { name: "Paste your shopping list" }).click();
  await look(shopper, js);
  await shopper.getByLabel("Your list").fill(LIST);
  await shopper.getByRole("button", { name: "Find it all" }).click();
  await expect(shopper.getByRole("heading", { level: 1 })).toHaveText("Here is what we found");
  await look(shopper, js);
  const wish = (typed) => shopper.getByRole("group", { name: `“${typed}”` });
  await expect(wish("2 x milk").getByRole("radio", { checked: true })).toHaveAccessibleName(/^Whole Milk/);
  await expect(wish("2 x milk").getByRole("spinbutton").first()).toHaveValue("2");
  await expect(wish("flying carpet").getByRole("radio", { checked: true }), "a guess is not taken").toHaveAccessibleName("Leave it out");
  await expect(wish("raspberries").getByRole("radio", { checked: true }), "nor what is sold out").toHaveAccessibleName("Leave it out");
  await wish("6 eggs").getByText(/other choices?$/).click();
  await wish("6 eggs").getByText("Leave it out").click();
  await wish("500 g carrots").getByRole("spinbutton").first().fill("2");
  await shopper.getByRole("button", { name: "Put it all into the basket" }).click();
  await expect(shopper).toHaveURL(/\/cart$/);
  await expect(line(shopper, "Whole Milk").getByRole("spinbutton")).toHaveValue("2");
  await expect(line(shopper, "Carrots").getByRole("spinbutton")).toHaveValue("2");
  await expect(shopper.locator("li.line")).toHaveCount(2);
});

test("what is wrong with a list is said, and nothing typed is lost", async ({ shopper, js }) => {
  await shopper.goto("/list");
  await unguarded(shopper);
  await shopper.getByLabel("Your list").fill(" , ");
  await shopper.getByRole("button", { name: "Find it all" }).click();
  await expect(shopper.getByLabel("Your list")).toHaveAccessibleDescription(/There is nothing on this list yet/);
  await look(shopper, js);
  await shopper.getByLabel("Your list").fill("milk\nunicorn <b>");
  await shopper.getByRole("button", { name: "Find it all" }).click();
  await expect(shopper.getByRole("group", { name: "“unicorn <b>”" })).toBeVisible();
  await unguarded(shopper);
  await shopper.getByRole("spinbutton").first().fill("0");
  await shopper.getByRole("button", { name: "Put it all into the basket" }).click();
  await expect(shopper.getByText(/Please check how much of “.*Milk.*” you want/).first()).toBeVisible();
  await expect(shopper.getByRole("spinbutton").first()).toHaveValue("0");
  await look(shopper, js);
});

/** The browser's own checks aside: the shop's are meant. */
async function unguarded(page) {
  await page.locator("main form").evaluateAll((forms) => forms.forEach((form) => form.setAttribute("novalidate", "")));
}
