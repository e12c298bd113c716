/* The log form: what is pressed is first kept in the browser, then sent. With a connection the page itself goes to the server, as
   without this script; without one the entry waits. Either way it has one request id, under which the server takes it once. */
import { change, get, hasArrived, me, put } from "./store.js";
import { lockOf, sendAll, whoIsHere } from "./sending.js";
import { keepSmall, lay } from "./pictures.js";
import { say } from "./words.js";

export const GOING = "outbox-going"; /* in this tab: the entry that the page has just taken along */

const written = (form, button) => {
  const data = new FormData(form);
  if (button?.name) data.set(button.name, button.value);
  if (!data.has("then")) data.set("then", "keep");
  const fields = [...data].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  const files = [...form.elements.uploads.files].map((file) => ({ name: file.name, type: file.type, blob: file }));
  return {
    id: form.elements.request_id.value, person: me(), name: document.querySelector(".who-name")?.textContent || "", address: location.pathname,
    title: form.elements.title.value, at: Date.now(), fields, files, state: "going", tried: Date.now(), tries: 0,
  };
};

/* Asks that the browser does not throw away what waits; true where the entry lies there. */
const keep = async (entry) => {
  try {
    navigator.storage?.persist?.().catch(() => false);
    await put(entry);
    return true;
  } catch {
    return false; /* no room, or a private window */
  }
};

const tell = (form, text, tone) => {
  const note = form.querySelector("[data-outbox-note]");
  note.hidden = !text;
  note.className = `notice ${tone}`;
  note.textContent = text;
  if (text) note.scrollIntoView({ block: "nearest" });
};

/* A form that the browser keeps is opened again and again: each time it is another entry. */
const byChance = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) => (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));
const giveOwnId = (form) => { form.elements.request_id.value = form.elements.request_id.defaultValue = byChance(); };

/* The words lie in the entry now: the form lets go of them, and a new one begins. One that is not new is closed: what would be
   pressed there once more is another saving of the same request. */
const letGo = (form) => {
  delete form.dataset.changed;
  try { localStorage.removeItem(`kept:${me()}:${form.dataset.autosave}`); sessionStorage.removeItem("sent"); } catch { /* nothing kept */ }
  if (!form.matches("[data-fresh]")) {
    [...form.elements].forEach((field) => { field.disabled = true; });
    return;
  }
  form.reset();
  giveOwnId(form);
  form.querySelectorAll("[data-outbox-errors]").forEach((piece) => piece.remove());
  form.querySelector("[data-saved-note]").textContent = "";
  lay(form.elements.uploads, []);
  history.replaceState(null, "", location.pathname);
};

const WAITS = ["offline", "server", "out", "first"];

const takeCare = (form) => {
  const pictures = keepSmall(form.elements.uploads);
  let passed = false;
  let busy = false;
  const plainly = (button) => {
    passed = true;
    try { form.requestSubmit(button); } finally { passed = false; } /* also where the browser finds something to correct first */
  };
  const press = async (button) => {
    await pictures.ready().catch(() => ""); /* then they go as they are */
    const entry = written(form, button);
    const kept = await keep(entry);
    const here = navigator.onLine ? await whoIsHere() : { trouble: "offline" };
    if (!WAITS.includes(here.trouble)) {
      if (kept) sessionStorage.setItem(GOING, entry.id);
      plainly(button);
    } else if (kept) {
      await change(entry.id, { state: "waiting", trouble: here.trouble });
      letGo(form);
      tell(form, say(`kept-${here.trouble}`), "success");
      sendAll();
    } else {
      tell(form, say("full"), "error-note");
    }
  };
  form.addEventListener("submit", async (event) => {
    if (passed) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    form.setAttribute("aria-busy", "true");
    try { await press(event.submitter); } catch {
      if (navigator.onLine) plainly(event.submitter);
      else tell(form, say("full"), "error-note");
    } finally {
      busy = false;
      form.removeAttribute("aria-busy");
    }
  });
};

/* --- an entry comes back into the form, to be corrected --------------------------------------------------------------------------- */

const mayOpen = (entry) => entry.person === me() && (["refused", "conflict"].includes(entry.state) || (["waiting", "open"].includes(entry.state) && !entry.tries));

/* True once no other page has the entry open; then this one has, until it is left. */
const holdOpen = (id) => new Promise((done) => {
  if (!navigator.locks) { done(true); return; }
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), 2000);
  const hold = () => { clearTimeout(timer); done(true); return new Promise(() => {}); };
  navigator.locks.request(lockOf(id), { signal: stop.signal }, hold).catch(() => done(false));
});
/* What waits is not sent while it is open: its words could be others by then. */
const openIn = (id) => change(id, (entry) => (entry.state === "waiting" ? { state: "open", tried: Date.now() } : {}), mayOpen);
const close = (id) => change(id, { state: "waiting" }, (entry) => entry.state === "open");
const take = async (id) => (await holdOpen(id) ? openIn(id) : undefined);

const showErrors = (form, entry) => {
  const summary = form.querySelector("template[data-outbox-summary]").content.cloneNode(true).firstElementChild;
  const list = summary.querySelector("ul");
  const line = (text, name) => {
    const item = document.createElement("li");
    const inner = document.createElement(name ? "a" : "span");
    if (name) inner.href = `#id_${name}`;
    inner.className = "error";
    inner.textContent = text;
    item.append(inner);
    list.append(item);
  };
  (entry.general || []).forEach((text) => line(text));
  Object.entries(entry.errors || {}).forEach(([name, texts]) => texts.forEach((text) => line(`${entry.labels?.[name] || ""}: ${text}`, name)));
  if (!list.children.length) return;
  form.prepend(summary);
  summary.focus();
};

const bring = (form, entry) => {
  const words = entry.fields.filter(([name]) => !["then", "request_id"].includes(name) && !(name === "version" && entry.state === "conflict"));
  form.dispatchEvent(new CustomEvent("bring", { detail: words }));
  entry.fields.filter(([name]) => ["held", "different"].includes(name)).forEach(([name, value]) => {
    const field = document.createElement("input"); /* what the server has put aside, and was told, before */
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  });
  form.elements.request_id.value = entry.id;
  lay(form.elements.uploads, entry.files.map((file) => new File([file.blob], file.name, { type: file.type })));
  form.querySelectorAll("details").forEach((fold) => {
    const filled = [...fold.querySelectorAll("input, select, textarea")].some((field) => field.type === "checkbox" ? field.checked : field.value);
    if (filled) fold.open = true;
  });
  showErrors(form, entry);
};

/* The form may come from what the browser kept on another day: its day, and those one tap away, go along with the calendar. */
const DAY = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const later = (text, days) => {
  const parts = DAY.exec(text);
  if (!parts) return text;
  const day = new Date(Date.UTC(+parts[3], parts[2] - 1, +parts[1] + days));
  return [day.getUTCDate(), day.getUTCMonth() + 1].map((part) => String(part).padStart(2, "0")).join("/") + `/${day.getUTCFullYear()}`;
};
/* A chip that falls on a Saturday is the last one (campaign/forms/shown.py): it stays that. The others are so many days ago. */
const moved = (text, days, here) => {
  const [date, month, year] = text.split("/");
  const isSaturday = new Date(Date.UTC(+year, month - 1, +date)).getUTCDay() === 6;
  const today = here.split("-").reverse().join("/");
  return isSaturday ? later(today, -((new Date(Date.parse(here)).getUTCDay() + 1) % 7)) : later(text, days);
};
const ofToday = (form) => {
  if (!form.dataset.drawn) return;
  const here = new Date(Date.now() + 7 * 3600000).toISOString().slice(0, 10); /* Viet Nam */
  const days = Math.round((Date.parse(here) - Date.parse(form.dataset.drawn)) / 86400000);
  if (days <= 0) return;
  const day = form.elements.started_on;
  day.value = day.defaultValue = later(day.value, days);
  form.querySelectorAll("[data-day]").forEach((button) => { button.dataset.day = moved(button.dataset.day, days, here); });
};

const form = document.querySelector("form[data-outbox]");
if (form && me() && HTMLFormElement.prototype.requestSubmit) { /* on an older phone the form goes the plain way */
  if (form.matches("[data-fresh]")) giveOwnId(form);
  ofToday(form);
  takeCare(form);
  const wanted = new URLSearchParams(location.search).get("waiting");
  const entry = wanted && await take(wanted).catch(() => null);
  if (entry) bring(form, entry);
  addEventListener("pagehide", () => { if (entry) close(entry.id).catch(() => ""); });
  /* The page comes back as it was left, out of the history: what it had sent is another entry if it is sent again. */
  addEventListener("pageshow", async (event) => {
    if (!event.persisted) return;
    const { value } = form.elements.request_id;
    if (entry?.id === value && await openIn(value).catch(() => null)) return;
    const there = await get(value).catch(() => null);
    if (form.matches("[data-fresh]") && (!there || hasArrived(there))) giveOwnId(form);
  });
}
