/* What waits in this browser to be sent (IndexedDB): entries of the log with their photographs, each person's apart.

   An entry: id (the request id, under which the server takes it once), person and name (whose it is), address, title, at,
   fields [[name, value]], files [{ name, type, blob }], state, and what the server said: code, href, message, errors,
   newer, alike.
   States: going (a page is sending it), open (in the form, to be corrected before it is sent), waiting, refused and conflict (these wait for the person), sent and kept (arrived). */
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

/* Looks at an entry and replaces it within one transaction, so that no other tab comes between; the new one, or undefined where
   it has been taken off or has become one that `may` does not allow. */
const replace = async (id, may, make) => {
  let made;
  await within("readwrite", (entries) => {
    const asked = entries.get(id);
    asked.onsuccess = () => {
      if (!asked.result || !may(asked.result)) return;
      made = make(asked.result);
      if (made) entries.put(made);
      else entries.delete(id);
    };
    return asked;
  });
  if (made !== undefined) changed();
  return made;
};
const always = () => true;
export const change = (id, news, may = always) => replace(id, may, (entry) => ({ ...entry, ...(typeof news === "function" ? news(entry) : news) }));
export const drop = (id, may = always) => replace(id, may, () => null);

export const hasArrived = (entry) => ["sent", "kept"].includes(entry.state);
