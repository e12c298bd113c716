/* What waits in this browser to be sent (IndexedDB): entries of the log with their photographs, each person's apart.

   An entry: id (the request id, under which the server takes it once), person and name (whose it is), address, title, at,
   fields [[name, value]], files [{ name, type, blob }], state, and what the server said: code, href, message, errors,
   newer, alike.
   States: going (a page is sending it), waiting, refused and conflict (these wait for the person), sent and kept (arrived). */
export const me = () => document.body.dataset.user || whoWasHere();
const whoWasHere = () => { try { return JSON.parse(localStorage.getItem("here")) || ""; } catch { return ""; } };

const open = () => new Promise((done, failed) => {
  const asked = indexedDB.open("outbox", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("entries", { keyPath: "id" });
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => failed(asked.error);
});
const within = async (mode, work) => {
  const base = await open();
  try {
    const deal = base.transaction("entries", mode, { durability: "strict" });
    const asked = work(deal.objectStore("entries"));
    return await new Promise((done, failed) => {
      deal.oncomplete = () => done(asked.result);
      deal.onabort = () => failed(deal.error || asked.error);
      deal.onerror = () => failed(deal.error || asked.error);
    });
  } finally {
    base.close();
  }
};

/* Other tabs, and the list on this page, hear of every change. */
const others = new BroadcastChannel("outbox");
const listeners = [];
const changed = () => { others.postMessage("changed"); listeners.forEach((tell) => tell()); };
export const onChange = (tell) => { listeners.push(tell); others.addEventListener("message", tell); };

export const all = async () => (await within("readonly", (entries) => entries.getAll())).sort((a, b) => a.at - b.at);
export const get = (id) => within("readonly", (entries) => entries.get(id));
export const put = async (entry) => { await within("readwrite", (entries) => entries.put(entry)); changed(); };
export const drop = async (id) => { await within("readwrite", (entries) => entries.delete(id)); changed(); };

/* Changes what is there; nothing where it has been taken off meanwhile. */
export const change = async (id, news) => {
  const entry = await get(id);
  if (entry) await put({ ...entry, ...news });
};

export const hasArrived = (entry) => ["sent", "kept"].includes(entry.state);
