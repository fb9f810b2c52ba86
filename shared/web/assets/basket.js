// What lies in the basket. A tap counts at once; the shop hears of it in order, one line at a time, and has the last word.

/** Only the shop's own pages have a basket. */
const shopping = document.querySelector("[data-badge]") !== null;
/** By SKU, as { pieces: 2 } or { grams: 500 }: what the shop said last, and what is to be. */
let confirmed = new Map(recall("sessionStorage", "basket") ?? []);
let wished = new Map(confirmed);
/** Wishes the shop has not answered: { sku, name, quantity }, null for none of it. The last one for a product counts. */
const waiting = new Map((recall("sessionStorage", "waiting") ?? []).map((wish) => [wish.sku, wish]));
const tabs = new BroadcastChannel("basket");
let sending = null;
let readAt = 0;
let known = false;

/** The number of lines is in a cookie, so that pages are the same for everybody. */
function items() {
  return Number(/(?:^|; )items=(\d+)/.exec(document.cookie)?.[1] ?? 0);
}

/** Asks what lies in the basket. */
async function read() {
  readAt = Date.now();
  const answer = await ask("/cart", "application/json");
  if (answer?.ok) take(await answer.json());
}

/** The basket as the shop holds it. One that waits for its payment is no longer filled. */
function take(basket) {
  known = true;
  confirmed = new Map(basket.order ? [] : basket.lines.map((line) => [line.sku, line.quantity]));
  settle();
}

/** What is to be: what there is, and what is wished on top. */
function settle() {
  wished = new Map(confirmed);
  for (const { sku, quantity } of waiting.values()) quantity ? wished.set(sku, quantity) : wished.delete(sku);
  remember("sessionStorage", "basket", [...confirmed]);
  remember("sessionStorage", "waiting", [...waiting.values()]);
  show();
}

function show() {
  const count = known ? wished.size : items();
  for (const badge of document.querySelectorAll("[data-badge]")) {
    badge.firstElementChild.textContent = count;
    badge.hidden = count === 0;
  }
  document.querySelectorAll(".buying[data-sku]").forEach(paintTile);
  document.querySelectorAll("[data-line]").forEach(paintLine);
}

/** Sets a line: at once on the page, then in the shop. `next` makes the quantity from the one there is. */
async function change(sku, name, next) {
  await reading;
  const quantity = next(wished.get(sku));
  if (known && !quantity && !wished.has(sku)) return;
  waiting.set(sku, { sku, name, quantity });
  settle();
  sending ??= send();
}

/** One after the other: the first line makes the basket that the next ones go into. */
async function send() {
  while (waiting.size > 0) {
    const wish = waiting.values().next().value;
    const answer = await post(wish);
    const isLast = waiting.get(wish.sku) === wish;
    if (!answer) waiting.clear();
    else if (isLast) waiting.delete(wish.sku);
    if (answer?.ok) take(await answer.json());
    else settle();
    if (answer?.ok && isLast) tell(fill(spoken(wish), { name: wish.name, quantity: wish.quantity && amount(wish.quantity) }));
    else if (isLast || !answer) await complain(answer);
  }
  sending = null;
  tabs.postMessage([...confirmed]);
  refreshView();
}

function post({ sku, quantity }) {
  const body = JSON.stringify({ sku, quantity: quantity ?? { pieces: 0 } });
  return ask("/cart/lines", "application/json", { method: "POST", body, keepalive: true, headers: { "Content-Type": "application/json" } });
}

function spoken({ sku, quantity }) {
  const first = !said.has(sku);
  quantity ? said.add(sku) : said.delete(sku);
  if (!quantity) return words.gone;
  return first ? words.added : words.now;
}

/** Products of which it was said that they are in the basket. */
const said = new Set();

/** `3`, `500 g`. */
function amount({ pieces, grams }) {
  return grams === undefined ? String(pieces) : fill(words.grams, { count: grams });
}

/** One step up or down, to the next round number: grams by 50 up to half a kilogram and by 100 above. */
function stepped({ pieces, grams }, way) {
  if (grams === undefined) return pieces + way > 0 ? { pieces: Math.min(pieces + way, 99) } : null;
  const size = grams > 500 || (grams === 500 && way > 0) ? 100 : 50;
  const to = way > 0 ? Math.floor(grams / size + 1) * size : Math.ceil(grams / size - 1) * size;
  return to > 0 ? { grams: Math.min(to, 25000) } : null;
}

/** A form to /cart/lines: a tile's, a product's own, or a line's of the basket. */
function setLine(form, button) {
  const data = content(form, button);
  const unit = data.has("quantity[grams]") ? "grams" : "pieces";
  const quantity = { [unit]: Number(data.get(`quantity[${unit}]`)) };
  const way = Number(button?.dataset.step);
  const more = data.get("mode") === "add";
  const next = (there) => {
    if (way) return stepped(there ?? { pieces: 0 }, way);
    return quantity[unit] > 0 ? { [unit]: quantity[unit] + ((more && there?.[unit]) || 0) } : null;
  };
  change(data.get("sku"), form.closest("[data-name]").dataset.name, next);
}

async function undo(form) {
  const answer = await ask(form.action, "application/json", { method: "POST" });
  if (!answer?.ok) return complain(answer);
  take(await answer.json());
  refreshView();
}

/** Another tab, another page, another device may have changed it. */
function look() {
  if (!shopping || sending || document.hidden) return;
  if (items() === 0 && wished.size > 0) take({ lines: [] });
  else if (items() > 0 && Date.now() - readAt > 2000) read();
}

tabs.onmessage = ({ data }) => {
  confirmed = new Map(data);
  settle();
  if (!document.hidden) refreshView();
};
addEventListener("focus", look);
document.addEventListener("visibilitychange", look);
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  readAt = 0;
  look();
  refreshView();
});
// Who leaves the page takes the first wish along; the others follow by themselves, and the next page asks for them again.
addEventListener("pagehide", () => [...waiting.values()].slice(1).forEach(post));

show();
/** What every change waits for. Nothing is asked when there is nothing in it. */
const reading = shopping && (items() > 0 || waiting.size > 0) ? read() : Promise.resolve(take({ lines: [] }));
reading.then(() => { if (shopping && waiting.size > 0) sending ??= send(); });
