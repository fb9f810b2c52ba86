// What is measured on a page rather than read in it: whether it fits, and whether everything can be hit with a thumb.

/** How wide the page is, and which of its elements stick out. Runs in the page. */
export function sideways() {
  const screen = Math.min(document.documentElement.clientWidth, window.outerWidth || Infinity);
  const kept = (e) => e !== document.body && (getComputedStyle(e).overflowX !== "visible" || kept(e.parentElement));
  const out = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > screen + 1 && !kept(e.parentElement));
  const who = out.slice(0, 5).map((e) => `${e.tagName.toLowerCase()}.${e.className}`).join(" ");
  return { width: document.documentElement.scrollWidth, who };
}

/**
 * What can be pressed but does not own the 24 px around its middle (WCAG 2.5.8). A link in the middle of a sentence may be
 * as small as its line; what lies under something else cannot be pressed now. Runs in the page.
 */
export function small() {
  const pressed = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=option]";
  const shown = (e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && !e.disabled && !e.closest(".sr-only, .skip");
  const spoken = (e) => getComputedStyle(e).display === "inline" && e.matches("a") && [...(e.closest("p, li, dd, td, th, address")?.childNodes ?? [])].some((n) => n !== e && !n.contains?.(e) && n.textContent.trim());
  const owns = (e, x, y) => {
    const hit = document.elementFromPoint(x, y);
    return hit !== null && (e.contains(hit) || [...(e.labels ?? [])].some((label) => label.contains(hit)));
  };
  const found = [];
  for (const e of document.querySelectorAll(pressed)) {
    if (!shown(e) || spoken(e)) continue;
    e.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const box = [...e.getClientRects()].sort((a, b) => b.width * b.height - a.width * a.height)[0];
    if (!box || box.width === 0) continue;
    const [x, y, most] = [box.x + box.width / 2, box.y + box.height / 2, 11.5];
    if (!owns(e, x, y)) continue;
    const all = [[0, -most], [0, most], [-most, 0], [most, 0]].every(([dx, dy]) => owns(e, x + dx, y + dy));
    if (!all) found.push(`${e.tagName.toLowerCase()}.${e.className} "${(e.ariaLabel ?? e.textContent ?? "").trim().slice(0, 30) || e.name}" ${Math.round(box.width)}x${Math.round(box.height)}`);
  }
  window.scrollTo({ top: 0, behavior: "instant" });
  return found;
}
