// A notice about an order on this device. The browser asks its person first, and only after a touch.

/** Bytes of base64url. */
function bytesOf(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** What the browser's push service calls this browser. Fails where a person or the browser says no. */
async function subscription({ listen, worker }) {
  if (await Notification.requestPermission() !== "granted") throw new Error("not allowed");
  await navigator.serviceWorker.register(worker);
  const { pushManager } = await navigator.serviceWorker.getRegistration(worker);
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(listen) });
}

async function listenTo(form) {
  const { endpoint, keys } = await subscription(form.dataset).then((asked) => asked.toJSON(), () => ({}));
  if (!endpoint) return listened(form, "no");
  const body = content(form);
  for (const [name, value] of Object.entries({ endpoint, ...keys })) body.append(name, value);
  const answer = await ask(form.action, "application/json", { method: "POST", body });
  answer?.ok ? listened(form, "yes") : complain(answer);
}

function listened(form, said) {
  form.querySelector("button").hidden = true;
  form.querySelector(`[data-said=${said}]`).hidden = false;
}

if ("serviceWorker" in navigator && "PushManager" in window) {
  document.querySelectorAll("[data-listen]").forEach((form) => { form.hidden = false; });
  document.addEventListener("submit", (event) => {
    if (!event.target.dataset.listen) return;
    event.preventDefault();
    listenTo(event.target);
  });
}
