/* Photographs are made smaller before they travel or wait: upright, 2.000 pixels, without place and camera. What this browser cannot
   draw (HEIC almost everywhere) goes as it is: the server draws it anew. */
const LONGEST = 2000; /* as the server keeps them (units/intake/photographs.py) */
const SMALL = 400 * 1024; /* octets: below this nothing is gained */
const DRAWN = /^image\/(jpeg|png|webp|heic|heif)$/;

const redrawn = async (file) => {
  if (!DRAWN.test(file.type)) return file;
  let picture;
  try { picture = await createImageBitmap(file, { imageOrientation: "from-image" }); } catch { return file; }
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  if (scale === 1 && file.size <= SMALL) { picture.close(); return file; }
  const sheet = document.createElement("canvas");
  sheet.width = Math.max(1, Math.round(picture.width * scale));
  sheet.height = Math.max(1, Math.round(picture.height * scale));
  const pen = sheet.getContext("2d");
  pen.fillStyle = "#fff"; /* what is transparent becomes paper, not black */
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(picture, 0, 0, sheet.width, sheet.height);
  picture.close();
  const drawn = await new Promise((done) => { sheet.toBlob(done, "image/jpeg", 0.85); });
  if (!drawn || drawn.size >= file.size) return file;
  return new File([drawn], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified });
};

/* What goes wrong on the way (no memory, a canvas too large) costs no photograph. */
const smaller = (file) => redrawn(file).catch(() => file);

export const lay = (field, files) => {
  const tray = new DataTransfer();
  files.forEach((file) => tray.items.add(file));
  field.files = tray.files;
  field.dispatchEvent(new CustomEvent("change", { bubbles: true, detail: "laid" }));
};

/* Keeps the files of a field small; `ready()` waits until the last choice is done. */
export const keepSmall = (field) => {
  let work = Promise.resolve();
  field.addEventListener("change", (event) => {
    if (event.detail === "laid") return;
    const chosen = [...field.files];
    work = (async () => {
      const files = [];
      for (const file of chosen) files.push(await smaller(file)); /* one at a time: a phone has little memory */
      const same = files.every((file, place) => file === chosen[place]);
      const untouched = chosen.length === field.files.length && chosen.every((file, place) => file === field.files[place]);
      if (!same && untouched) lay(field, files);
    })();
  });
  return { ready: () => work };
};
