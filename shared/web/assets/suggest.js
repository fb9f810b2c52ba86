// Search while typing: a combobox with a list (WAI-ARIA 1.2). Enter without a choice goes to the page of all results.

const SHOWN = 7;
const PAUSE = 120;

/** Makes the search field suggest products. */
function suggest(input) {
  const list = document.createElement("ul");
  let [pause, asked, chosen] = [0, new AbortController(), -1];

  Object.assign(list, { id: "suggestions", hidden: true, className: "suggestions" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.suggestions);
  const states = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
  Object.entries(states).forEach(([name, value]) => input.setAttribute(name, value));
  input.form.append(list);

  const open = (is) => {
    list.hidden = !is;
    input.setAttribute("aria-expanded", String(is));
    choose(-1);
  };
  const choose = (n) => {
    list.children[chosen]?.removeAttribute("aria-selected");
    chosen = n;
    const option = list.children[n];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    option ? input.setAttribute("aria-activedescendant", option.id) : input.removeAttribute("aria-activedescendant");
  };
  const find = async () => {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    const address = `${words.folder}/search?q=${encodeURIComponent(input.value.trim())}`;
    const few = `${address}&take=${SHOWN}&facets=false`;
    const answer = input.value.trim().length < 2 ? null : await ask(few, "application/json", { signal });
    const found = answer?.ok ? await answer.json().catch(() => null) : null;
    if (signal.aborted) return;
    list.replaceChildren(...(found ? options(found, address) : []));
    open(list.childElementCount > 0);
    if (found) tell(fill(words.found, { count: found.products.length }));
  };
  const move = (way) => {
    const count = list.childElementCount;
    if (list.hidden && count > 0) open(true);
    if (count > 0) choose((Math.max(chosen, way < 0 ? 0 : -1) + way + count) % count);
  };
  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Escape: () => (list.hidden ? (input.value = "") : open(false)),
    Enter: () => chosen >= 0 && list.children[chosen].click(),
  };

  input.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(find, PAUSE); });
  input.addEventListener("keydown", (event) => {
    if (!keys[event.key] || event.isComposing || (event.key === "Enter" && chosen < 0)) return;
    event.preventDefault();
    keys[event.key]();
  });
  input.addEventListener("blur", () => open(false));
  // The field keeps the focus while the list is used by mouse or finger.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => { location.href = target.closest("[data-href]").dataset.href; });
}

/** The best matches, and the way to all of them. */
function options({ products, total }, address) {
  const made = products.map(productOption);
  if (total > SHOWN) made.push(option(made.length, address, fill(words.all, { count: total })));
  return made;
}

function productOption(product, n) {
  const made = option(n, `${words.folder}/products/${product.sku}`, product.name);
  const [picture, price] = [document.createElement("img"), document.createElement("b")];
  Object.assign(picture, { src: product.picture?.replace("-480.", "-160.") ?? "", alt: "", width: 40, height: 40, hidden: !product.picture });
  const label = product.net ?? { ...product, pays: product.offer?.price ?? product.price };
  const perUnit = label.unit_price && per(label.unit_price);
  price.textContent = product.by_weight ? perUnit : cash(label.pays);
  made.prepend(picture);
  made.append(price);
  if (perUnit && !product.by_weight) made.append(Object.assign(document.createElement("small"), { textContent: perUnit }));
  return made;
}

/** `€1.99/kg`. */
function per({ price, per }) {
  const pattern = { kg: words.perKilogram, l: words.perLiter, piece: words.perPiece }[per];
  return fill(pattern, { price: cash(price) });
}

function option(n, href, text) {
  const [made, label] = [document.createElement("li"), document.createElement("span")];
  Object.assign(made, { id: `suggestion-${n}` });
  made.setAttribute("role", "option");
  made.dataset.href = href;
  label.textContent = text;
  made.append(label);
  return made;
}

const searchField = document.getElementById("q");
if (searchField && shopping) suggest(searchField);
