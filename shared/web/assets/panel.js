// The basket's lines are made by the shop. Here they are shown beside any page on wide screens, and kept up to date.

const wide = matchMedia("(min-width: 48rem)");
let panel = null;

/** Where the basket's lines are shown: in the panel, or on its own page. */
function basketView() {
  if (panel?.open) return panel.querySelector(".panel-content");
  return location.pathname === "/cart" ? document.getElementById("main") : null;
}

/** Shows at once what a line will be; its price follows. */
function paintLine(line) {
  const wish = waiting.get(line.dataset.line);
  line.classList.toggle("changing", Boolean(wish));
  if (!wish) return;
  const input = line.querySelector("input[type=number]");
  if (input) input.value = input.defaultValue = wish.quantity ? Object.values(wish.quantity)[0] : 0;
}

/** Asks the shop for the lines and the total as they are now. */
async function refreshView() {
  const view = basketView();
  if (!view || sending) return;
  const answer = await ask("/cart", "text/html");
  if (!answer?.ok) return view.removeAttribute("aria-busy"), complain(answer);
  const html = await answer.text();
  const field = view.querySelector("input:focus");
  const typing = field && field.value !== field.defaultValue;
  if (view === basketView() && !sending && !typing) swap(view, html);
}

/** Shows other content in a place and gives the focus back to what had it, or to what came instead. */
function swap(view, html) {
  const held = view.contains(document.activeElement) && document.activeElement;
  const [sku, way] = [held && held.closest("[data-line]")?.dataset.line, held && held.dataset.step];
  const main = mainOf(html);
  const title = panel && main.querySelector("h1");
  if (view.matches(".panel-content") && title) title.remove();
  view.replaceChildren(...main.childNodes);
  view.removeAttribute("aria-busy");
  if (!held) return;
  const line = sku && view.querySelector(`[data-line="${CSS.escape(sku)}"]`);
  const again = line?.querySelector(way ? `[data-step="${way}"]` : "input[type=number]");
  (again ?? view.querySelector(".notice button") ?? view).focus();
  // Who was about to type a number types over the one there is.
  if (again && !way) again.select();
}

/** The panel, made when it is first wanted. What is said must be said inside: the page behind it is asleep. */
function openPanel() {
  if (!panel) {
    panel = template.content.querySelector(".panel").cloneNode(true);
    panel.addEventListener("close", () => document.body.append(say));
    panel.addEventListener("click", ({ target }) => { if (target === panel || target.closest("[data-close]")) panel.close(); });
    document.body.append(panel);
  }
  const view = panel.querySelector(".panel-content");
  if (!view.hasChildNodes()) view.setAttribute("aria-busy", "true");
  panel.append(say);
  panel.showModal();
  refreshView();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.basket");
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0;
  if (!link || elsewhere || !wide.matches || location.pathname === "/cart") return;
  event.preventDefault();
  openPanel();
});
