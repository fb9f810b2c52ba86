// What was bought with this browser lately, for "buy again". It stays here; only prices are asked for.

const KEPT = 24;

/** Notes what was ordered: the page of an order that is placed says it. The latest comes first. */
function bought({ dataset }) {
  const skus = dataset.bought.split(",");
  const others = (recall("localStorage", "bought") ?? []).filter((other) => !skus.includes(other));
  remember("localStorage", "bought", [...skus, ...others].slice(0, KEPT));
}

/** Fills the place a page keeps for it. */
async function buyAgain(place) {
  const skus = recall("localStorage", "bought") ?? [];
  if (skus.length === 0) return;
  const answer = await ask(`${place.dataset.again}?skus=${skus.slice(0, 12).join(",")}`, "text/html");
  const tiles = answer?.ok && mainOf(await answer.text()).querySelector(".tiles");
  if (!tiles?.childElementCount) return;
  place.append(tiles);
  place.hidden = false;
  show();
  place.querySelector("[data-forget]").addEventListener("click", () => {
    remember("localStorage", "bought", []);
    place.hidden = true;
    document.getElementById("main").focus();
  });
}

document.querySelectorAll("[data-bought]").forEach(bought);
document.querySelectorAll("[data-again]").forEach(buyAgain);
