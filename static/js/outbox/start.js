/* On every page: what became of the entry that the last page took along; sending what waits; keeping the log form for later. */
import "./list.js";
import "./form.js";
import { change, drop, get, me } from "./store.js";
import { GOING } from "./form.js";
import { forgetOld, sendAll, whoIsHere } from "./sending.js";

/* The message of success names it, or the form stands here again with what is wrong and the files put aside: before the person
   whose it is. Else it waits. */
const isTaken = (entry) => entry.state === "going";
const settle = async () => {
  const id = sessionStorage.getItem(GOING);
  if (!id) return;
  sessionStorage.removeItem(GOING);
  const saved = [...document.querySelectorAll("[data-saved-id]")].some((message) => message.dataset.savedId === id);
  const standsHere = document.querySelector("form[data-outbox][data-bound]")?.elements.request_id.value === id;
  const entry = saved || standsHere ? await get(id) : null;
  if (entry?.person === document.body.dataset.user) await drop(id, isTaken);
  else await change(id, { state: "waiting" }, isTaken);
};

/* The service worker keeps the log form of whoever is here; of nobody else, and of none who does not log. */
const keepForm = async () => {
  const { user, post = "", form, worker } = document.body.dataset;
  if (!worker || !("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(worker, { scope: "/", updateViaCache: "none" });
  const { active } = await navigator.serviceWorker.ready;
  const logs = location.pathname === form || Boolean(document.querySelector(`a[href="${form}"]`));
  active.postMessage({ who: `${user}:${post}`, logs, language: document.documentElement.lang });
};

/* The page that stands in for others says whether there is a connection again. */
const standIn = async () => {
  if (!document.body.matches("[data-stands-in]")) return;
  const now = (await whoIsHere()).trouble === "offline" ? "off" : "on";
  document.querySelectorAll("[data-connection]").forEach((piece) => { piece.hidden = piece.dataset.connection !== now; });
};

try {
  await settle();
  await forgetOld(drop);
} catch { /* no store in this browser: the form goes the plain way */ }
const go = () => { sendAll().catch(() => ""); standIn(); };
if (me()) go();
addEventListener("online", go);
document.addEventListener("visibilitychange", () => { if (!document.hidden) go(); });
keepForm().catch(() => "");
