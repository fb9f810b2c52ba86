// What this browser put into the basket lately, for "buy again". It stays here; only prices are asked for.

const KEPT = 24;

/** Notes a product, the latest first. */
function lately(sku) {
  const others = (recall("localStorage", "again") ?? []).filter((other) => other !== sku);
  remember("localStorage", "again", [sku, ...others].slice(0, KEPT));
}

/** Fills the place a page keeps for it. */
async function buyAgain(place) {
  const skus = recall("localStorage", "again") ?? [];
  if (skus.length === 0) return;
  const answer = await ask(`${place.dataset.again}?skus=${skus.slice(0, 12).join(",")}`, "text/html");
  const tiles = answer?.ok && mainOf(await answer.text()).querySelector(".tiles");
  if (!tiles?.childElementCount) return;
  place.append(tiles);
  place.hidden = false;
  show();
  place.querySelector("[data-forget]").addEventListener("click", () => {
    remember("localStorage", "again", []);
    place.hidden = true;
    document.getElementById("main").focus();
  });
}

document.querySelectorAll("[data-again]").forEach(buyAgain);
