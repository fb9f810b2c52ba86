// Everything here is a convenience: each form and link works without it.
// The files beside this one follow it in the same script. Words and markup come from the template at the end of the page.
"use strict";

const template = document.getElementById("words");
const words = template.dataset;
const say = document.getElementById("say");
let silence;

/** A message with its values put in: `fill("{name} was taken out", { name })`. */
function fill(message, values) {
  return message.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

/** A page that stands for itself, such as a problem, knows no currency and shows no amounts. */
const currency = words.currency ? { style: "currency", currency: words.currency } : {};
const money = new Intl.NumberFormat(document.documentElement.lang, currency);

/** An amount of minor units, as it reads on a label. */
function cash(minor) {
  return money.format(minor / 10 ** money.resolvedOptions().maximumFractionDigits);
}

/** Says something in the live region. What went wrong is also seen, as a toast; what went right shows anyway. */
function tell(text, wrong = false) {
  clearTimeout(silence);
  say.className = wrong ? "toast" : "sr-only";
  // Of many taps in a row only the last is said.
  silence = setTimeout(() => {
    say.textContent = text;
    silence = setTimeout(() => { say.textContent = ""; }, wrong ? 8000 : 4000);
  }, wrong ? 0 : 250);
}

/** Why a change was refused, in the shop's words; or that nobody could be asked. */
async function complain(answer) {
  if (!answer) return tell(navigator.onLine ? words.failed : words.offline, true);
  const problem = await answer.json().catch(() => ({}));
  tell(problem.errors?.[0]?.message || problem.detail || problem.title || words.failed, true);
}

/** Asks the shop for something. Answers null when it cannot be reached. */
function ask(address, accept, more = {}) {
  return fetch(address, { ...more, headers: { Accept: accept, ...more.headers } }).catch(() => null);
}

/** What a form would send if this button were pressed. */
function content(form, button) {
  const data = new FormData(form);
  if (button?.name) data.append(button.name, button.value);
  return new URLSearchParams(data);
}

/** The main content of a page of the shop. */
function mainOf(html) {
  return new DOMParser().parseFromString(html, "text/html").getElementById("main");
}

/** Something small the browser remembers. Where it may not, nothing is remembered. */
function recall(place, key) {
  try { return JSON.parse(window[place].getItem(key)); } catch { return null; }
}

function remember(place, key, value) {
  try { window[place].setItem(key, JSON.stringify(value)); } catch { /* Not allowed, or full. */ }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.confirm && !confirm(form.dataset.confirm)) return event.preventDefault();
  const step = { "/cart/lines": setLine, "/cart/undo": undo }[form.getAttribute("action")];
  // A form that does not say whose line it is goes its plain way.
  if (!step || !shopping || (step === setLine && !form.closest("[data-name]"))) return;
  event.preventDefault();
  step(form, event.submitter);
});

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form && (event.target.matches(".stepper input") || form.matches("[data-auto]"))) form.requestSubmit();
});

/** A page that waits for something asks again after so many seconds: <div data-refresh="15">. */
function refreshLater() {
  const seconds = Number(document.querySelector("#main [data-refresh]")?.dataset.refresh);
  if (!seconds) return;
  setTimeout(async () => {
    const typing = document.activeElement?.matches("input, textarea, select");
    const answer = document.hidden || typing ? null : await ask(location.href, "text/html");
    if (answer?.ok) swap(document.getElementById("main"), await answer.text());
    refreshLater();
  }, seconds * 1000);
}

document.querySelector(".aisles [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
refreshLater();
