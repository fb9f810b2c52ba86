// A phone's photo is larger than the shop needs and than its line likes: it is made smaller before it is sent.
// Where that does not work the file is sent as it is.

const MUCH = 1_000_000;

/** The picture with at most so many pixels on its longer side; null where that saves nothing. */
async function smaller(file, most) {
  const picture = await createImageBitmap(file);
  const scale = most / Math.max(picture.width, picture.height);
  if (scale >= 1 && file.type === "image/jpeg") return null;
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  canvas.width = Math.round(picture.width * Math.min(1, scale));
  canvas.height = Math.round(picture.height * Math.min(1, scale));
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  // What is cut out stays cut out. A browser that cannot write WebP makes a PNG by itself.
  const kind = file.type === "image/png" || file.type === "image/webp" ? "image/webp" : "image/jpeg";
  const made = await new Promise((done) => { canvas.toBlob(done, kind, 0.9); });
  return made && made.size < file.size ? new File([made], file.name, { type: made.type }) : null;
}

/** Puts the smaller picture into the field that holds the large one. */
async function shrink(field) {
  const [file] = field.files;
  if (!file || file.size < MUCH) return;
  const button = field.form.querySelector("[type=submit]");
  button.disabled = true;
  const made = await smaller(file, Number(field.dataset.shrink)).catch(() => null);
  button.disabled = false;
  if (!made || field.files[0] !== file) return;
  const held = new DataTransfer();
  held.items.add(made);
  field.files = held.files;
}

document.querySelectorAll("[data-shrink]").forEach((field) => field.addEventListener("change", () => shrink(field)));
