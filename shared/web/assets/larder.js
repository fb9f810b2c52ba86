// Everything here is a convenience: each form and link works without it.
"use strict";

const say = document.getElementById("say");
let quiet;

/** Says something in the live region, which is also the toast at the foot of the page. */
function tell(text) {
  say.textContent = text;
  clearTimeout(quiet);
  quiet = setTimeout(() => { say.textContent = ""; }, 4000);
}

/** The number of things in the basket is in a cookie, so that pages are the same for everybody. */
function count() {
  const items = Number(/(?:^|; )items=(\d+)/.exec(document.cookie)?.[1] ?? 0);
  for (const badge of document.querySelectorAll("[data-badge]")) {
    badge.firstElementChild.textContent = items;
    badge.hidden = items === 0;
  }
}

/** What a form would send if this button were pressed. */
function content(form, button) {
  const data = new FormData(form);
  if (button?.name) data.append(button.name, button.value);
  return new URLSearchParams(data);
}

function send(form, button, accept) {
  return fetch(form.action, { method: "POST", body: content(form, button), headers: { Accept: accept } });
}

/** Puts a product into the basket and stays on the page. */
async function add(form, button) {
  const answer = await send(form, button, "application/json");
  count();
  if (answer.ok) {
    const words = button.textContent;
    button.textContent = "✓ Added";
    setTimeout(() => { button.textContent = words; }, 1600);
    return tell(`${form.dataset.add} is in your basket`);
  }
  const problem = await answer.json();
  tell(problem.errors?.[0]?.message || problem.detail || problem.title);
}

/** Shows another version of this page's content and gives the focus back to what had it. */
function swap(html) {
  const next = new DOMParser().parseFromString(html, "text/html");
  const held = document.activeElement?.getAttribute("aria-label");
  document.title = next.title;
  document.getElementById("main").replaceWith(next.getElementById("main"));
  if (held) document.querySelector(`[aria-label="${CSS.escape(held)}"]`)?.focus();
  count();
  refreshLater();
}

/** Changes a line of the basket in place. */
async function change(form, button) {
  const answer = await send(form, button, "text/html");
  const html = await answer.text();
  if (new URL(answer.url).pathname !== location.pathname && answer.ok) return location.assign(answer.url);
  swap(html);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (form.dataset.confirm && !confirm(form.dataset.confirm)) return event.preventDefault();
  const step = form.dataset.add ? add : form.closest("[data-swap]") ? change : null;
  if (!step) return;
  event.preventDefault();
  button?.setAttribute("aria-busy", "true");
  step(form, button)
    .catch(() => tell("That did not work. Are you online?"))
    .finally(() => button?.removeAttribute("aria-busy"));
});

document.addEventListener("change", (event) => {
  if (event.target.matches(".stepper input[type=number]")) event.target.form.requestSubmit();
  else if (event.target.closest("form")?.matches("[data-auto]")) event.target.form.requestSubmit();
});

/** A page that waits for something asks again after so many seconds: <div data-refresh="15">. */
function refreshLater() {
  const seconds = Number(document.querySelector("#main [data-refresh]")?.dataset.refresh);
  if (!seconds) return;
  setTimeout(async () => {
    const typing = document.activeElement?.matches("input, textarea, select");
    if (document.hidden || typing) return refreshLater();
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (answer?.ok) swap(await answer.text());
    else refreshLater();
  }, seconds * 1000);
}

document.querySelector(".aisles [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
count();
refreshLater();
addEventListener("pageshow", count);
