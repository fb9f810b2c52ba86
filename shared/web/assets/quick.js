// `− 2 +` in place of the button, on every tile and on a product's own page, for what lies in the basket.

/** Says "about €1.20" for loose goods: a kilogram's price, and the weight of one. */
function about({ kilo, nominal }, { pieces, grams }) {
  return fill(words.about, { price: cash(Math.round((kilo * (grams ?? pieces * nominal)) / 1000)) });
}

/** Shows how much of a product is in the basket, and gives the focus on when the button under it goes. */
function paintTile(box) {
  const quantity = wished.get(box.dataset.sku);
  const focused = box.contains(document.activeElement);
  box.classList.toggle("held", Boolean(quantity));
  if (quantity) write(box, box.querySelector(".quick") ?? quick(box), quantity);
  if (!focused || document.activeElement.checkVisibility?.()) return;
  const next = quantity ? '.quick [data-step="1"]' : "form:not([hidden]) .add";
  [...box.querySelectorAll(next)].find((e) => e.checkVisibility?.() ?? true)?.focus();
}

function quick(box) {
  const made = template.content.querySelector(".quick").cloneNode(true);
  made.setAttribute("aria-label", box.dataset.name);
  if (box.dataset.kilo) made.querySelector(".amount").replaceWith(unitButton());
  box.append(made);
  return made;
}

/** Loose goods: the amount is a button that changes between grams and pieces. */
function unitButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "amount";
  button.append(document.createElement("b"), document.createElement("small"));
  return button;
}

function write(box, made, quantity) {
  const { name, kilo } = box.dataset;
  const [less, more] = made.querySelectorAll("[data-step]");
  const shown = made.querySelector(".amount");
  less.setAttribute("aria-label", fill(stepped(quantity, -1) ? words.less : words.remove, { name }));
  more.setAttribute("aria-label", fill(words.more, { name }));
  if (!kilo) return void (shown.textContent = quantity.pieces);
  const [count, price] = [loose(quantity), about(box.dataset, quantity)];
  shown.firstChild.textContent = count;
  shown.lastChild.textContent = price;
  shown.setAttribute("aria-label", fill(quantity.grams ? words.toPieces : words.toGrams, { quantity: count, price, name }));
}

/** `500 g`, `3 pc.` */
function loose({ pieces, grams }) {
  return grams === undefined ? fill(words.pieces, { count: pieces }) : fill(words.grams, { count: grams });
}

/** As many pieces as that weighs, or as much as they weigh. */
function otherwise({ pieces, grams }, nominal) {
  if (grams !== undefined) return { pieces: Math.max(1, Math.round(grams / nominal)) };
  return { grams: Math.max(50, Math.round((pieces * nominal) / 50) * 50) };
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest(".quick button");
  if (!button) return;
  const { sku, name, nominal } = button.closest(".buying").dataset;
  const way = Number(button.dataset.step);
  change(sku, name, (there) => (way ? stepped(there ?? { pieces: 0 }, way) : otherwise(there, nominal)));
});

/** A product's own page: − and + around the number, and what that costs about. */
function steppers(form) {
  const box = form.closest(".buying");
  const input = form.querySelector("input[type=number]");
  const cost = box.dataset.kilo && form.appendChild(document.createElement("p"));
  const quantity = () => ({ [form.dataset.unit]: Number(input.value) });
  const reckon = () => { if (cost) cost.textContent = about(box.dataset, quantity()); };
  const [less, more] = [...template.content.querySelectorAll(".quick [data-step]")].map((b) => b.cloneNode(true));
  for (const [button, way, label] of [[less, -1, words.less], [more, 1, words.more]]) {
    delete button.dataset.step;
    button.setAttribute("aria-label", fill(label, { name: box.dataset.name }));
    button.addEventListener("click", () => {
      input.value = Object.values(stepped(quantity(), way) ?? { least: input.min })[0];
      reckon();
    });
  }
  input.addEventListener("input", reckon);
  input.closest("label").before(less);
  input.closest("label").after(more);
  reckon();
}

document.querySelectorAll(".choosing").forEach(steppers);
document.addEventListener("change", ({ target }) => {
  if (target.name !== "by") return;
  const { sku, name, nominal } = target.closest(".buying").dataset;
  const there = wished.get(sku);
  if (there && there[target.value] === undefined) change(sku, name, (now) => otherwise(now, nominal));
});
