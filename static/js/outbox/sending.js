/* Sends what waits, once a connection is back: one after another, by one tab at a time, under the account that wrote it. */
import { all, change, hasArrived } from "./store.js";

const PATIENCE = 8000; /* milliseconds to say who is here */
/* So long an entry may take on a slow connection: a minute, and the more the larger it is (5 kB a second). */
const patience = (entry) => 60000 + entry.files.reduce((sum, file) => sum + file.blob.size, 0) / 5;
const HERE = "/here/";

/* Older phones have no AbortSignal.timeout. */
const within = async (patience, work) => {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try { return await work(stop.signal); } finally { clearTimeout(timer); }
};

/* Why nothing can be sent now: offline, server (it answers, but not with this), first (something is to be done before, such as
   choosing a post), out (nobody is signed in). Or who is here: { person, csrf }. */
const ask = async (signal) => {
  const answer = await fetch(HERE, { headers: { Accept: "application/json" }, redirect: "manual", cache: "no-store", signal });
  if (answer.type === "opaqueredirect") return { trouble: "first" };
  if (!answer.ok) return { trouble: "server" };
  const said = await answer.json();
  return said.person ? { person: String(said.person), csrf: said.csrf } : { trouble: "out" };
};
export const whoIsHere = () => within(PATIENCE, ask).catch(() => ({ trouble: "offline" }));

const read = async (answer) => { try { return await answer.json(); } catch { return {}; } };

/* What an answer makes of an entry. An empty one: try again later. */
const outcome = async (answer) => {
  if (answer.type === "opaqueredirect") return { trouble: "first" };
  const said = await read(answer);
  if (answer.ok && said.code) {
    const { status, code, address, message } = said;
    return { state: status, code, href: address, message, trouble: "", fields: [], files: [], arrived: Date.now() };
  }
  const { errors = {}, general = [], labels = {}, newer } = said;
  const why = { trouble: "", errors, general, labels, newer };
  if (answer.status === 422) return { state: "refused", ...why };
  if (said.status === "conflict") return { state: "conflict", ...why };
  if (said.status === "alike") return { alike: said.alike };
  if (answer.status === 409) return { trouble: "other" };
  if (answer.status === 401) return { trouble: "out" };
  if (answer.status === 404) return { state: "refused", trouble: "gone", errors: {}, general: [] };
  if ([400, 413].includes(answer.status)) return { state: "refused", trouble: "large", errors: {}, general: [] };
  return { trouble: "server" };
};

const post = async (entry, csrf) => {
  const body = new FormData();
  entry.fields.forEach(([name, value]) => body.append(name, value));
  entry.files.forEach((file) => body.append("uploads", file.blob, file.name));
  const headers = { Accept: "application/json", "X-CSRFToken": csrf, "X-Author": entry.person };
  const go = async (signal) => outcome(await fetch(entry.address, { method: "POST", body, headers, redirect: "manual", signal }));
  return within(patience(entry), go).catch(() => ({ trouble: "offline" }));
};

/* What may be the same activity as another one is not held up: it is saved as a draft, and the person is told. */
const asDraft = (entry) => [...entry.fields.filter(([name]) => name !== "then"), ["then", "keep"], ["unasked", "yes"]];
const send = async (entry, csrf) => {
  const news = await post(entry, csrf);
  if (!news.alike) return news;
  const draft = { ...news, fields: asDraft(entry) };
  const asked = await change(entry.id, { ...draft, tried: Date.now() });
  return asked ? post(asked, csrf) : {};
};

/* An entry that a page was sending when it was closed waits like any other, once nobody can be sending it any more: arrived or
   not, the server takes it once. */
export const isGoing = (entry) => entry.state === "going" && Date.now() - entry.tried <= patience(entry) + 10000;
export const isDue = (entry) => entry.state === "waiting" || (entry.state === "going" && !isGoing(entry));

/* A page that has an entry open holds a lock of its name; where there are none, an hour is time enough. What a page has left open
   waits again. */
export const lockOf = (id) => `outbox-open-${id}`;
const leaveOpen = async () => {
  const left = (await all()).filter((entry) => entry.state === "open");
  if (!left.length) return;
  const held = navigator.locks ? (await navigator.locks.query()).held.map((lock) => lock.name) : null;
  const isLeft = (entry) => entry.state === "open" && (held ? !held.includes(lockOf(entry.id)) : Date.now() - entry.tried > 3600000);
  for (const { id } of left.filter(isLeft)) await change(id, { state: "waiting" }, isLeft);
};

/* The queue is worked by one tab at a time (a lock): what it finds under way there was left by a tab that is gone. */
const go = async (alone) => {
  const mayTake = (entry) => isDue(entry) || (alone && entry.state === "going" && entry.queued);
  await leaveOpen();
  const entries = (await all()).filter(mayTake);
  if (!entries.length) return "";
  const here = await whoIsHere();
  const mine = entries.filter((entry) => entry.person === here.person);
  if (here.trouble) {
    for (const entry of entries) if (entry.state === "going" || entry.trouble !== here.trouble) await change(entry.id, { state: "waiting", trouble: here.trouble }, mayTake);
    return here.trouble;
  }
  let left = "";
  for (const { id, tries = 0 } of mine) {
    const entry = await change(id, { state: "going", queued: true, trouble: "", tries: tries + 1, tried: Date.now() }, mayTake);
    if (!entry) continue; /* taken off, opened or sent meanwhile */
    const news = await send(entry, here.csrf);
    await change(id, { state: "waiting", ...news });
    if (!news.trouble || news.state) continue;
    if (["out", "first", "other"].includes(news.trouble)) return news.trouble;
    if (news.trouble === "offline" && (await whoIsHere()).trouble === "offline") return "offline";
    left = news.trouble; /* this one did not get through: the next may */
  }
  return left;
};

/* Tries at once, and again by and by while there is no connection; the session is not kept alive by asking who is here. */
let timer;
let pause = 15000;
export const sendAll = async () => {
  clearTimeout(timer);
  const held = navigator.locks ? await navigator.locks.request("outbox", { ifAvailable: true }, (lock) => lock ? go(true) : "busy") : await go(false);
  const again = ["offline", "server", "busy"].includes(held);
  pause = again ? Math.min(pause * 2, 600000) : 15000;
  if (again) timer = setTimeout(sendAll, pause);
  return held;
};

/* What arrived stays on the list until its person takes it off, or for a month. */
export const forgetOld = async (drop) => {
  for (const entry of await all()) if (hasArrived(entry) && Date.now() - entry.arrived > 30 * 86400000) await drop(entry.id);
};
