/* The list of what waits, on the log page and on the page without a network; the number of it in the head of every page. */
import { all, change, drop, hasArrived, me, onChange } from "./store.js";
import { isDue, isGoing, sendAll } from "./sending.js";
import { moment, say, size } from "./words.js";

const piece = (tag, text, name) => {
  const one = document.createElement(tag);
  if (text) one.textContent = text;
  if (name) one.className = name;
  return one;
};
const button = (word, act, name = "secondary") => {
  const one = piece("button", say(word), `button ${name}`);
  one.type = "button";
  one.addEventListener("click", act);
  return one;
};
const link = (word, href) => {
  const one = piece("a", say(word), "button secondary");
  one.href = href;
  return one;
};
const lines = (texts) => {
  const list = piece("ul");
  list.append(...texts.map((text) => piece("li", text)));
  return list;
};

/* What the person reads about an entry, and what may be done with it. */
const state = (entry) => {
  if (hasArrived(entry)) return entry.message;
  if (entry.state === "open") return say("waiting");
  if (isDue(entry)) return say(entry.trouble ? `waiting-${entry.trouble}` : "waiting");
  return say(entry.trouble ? `refused-${entry.trouble}` : entry.state);
};
const reasons = (entry) => [...(entry.general || []), ...Object.entries(entry.errors || {}).flatMap(([name, texts]) => texts.map((text) => `${entry.labels?.[name] || ""}: ${text}`))];

const newer = (entry) => {
  const facts = piece("dl", "", "facts small");
  facts.append(...entry.newer.map(([label, text]) => {
    const row = piece("div");
    row.append(piece("dt", label), piece("dd", text || "–"));
    return row;
  }));
  return facts;
};
const alike = (entry) => {
  const list = piece("ul");
  list.append(...entry.alike.map(({ title, unit, day, address }) => {
    const item = piece("li");
    const one = piece("a", `${title} · ${unit} · ${day}`);
    one.href = address;
    item.append(one);
    return item;
  }));
  return list;
};

/* What the server has had once may lie there, although no answer came back. */
const remove = async (entry) => {
  const sure = say(isDue(entry) && (entry.tries || entry.state === "going") ? "sure-tried" : "sure", { title: entry.title });
  if (hasArrived(entry) || confirm(sure)) await drop(entry.id, (now) => !isGoing(now) && now.state !== "open");
};
const again = async (entry) => { await change(entry.id, { state: "waiting", trouble: "" }, (now) => !isGoing(now) && now.state !== "open" && !hasArrived(now)); await sendAll(); };
const buttons = (entry) => {
  const open = link(isDue(entry) ? "open" : "correct", `${entry.address}?waiting=${entry.id}`);
  if (hasArrived(entry)) return [link("see", entry.href), button("take-off", () => remove(entry), "quiet")];
  const delete_ = button("delete", () => remove(entry), "quiet");
  if (isGoing(entry) || entry.state === "open") return [];
  if (isDue(entry)) return [button("send", () => again(entry)), ...(entry.tries || entry.state === "going" ? [] : [open]), delete_];
  return [...(entry.trouble === "large" ? [button("send", () => again(entry))] : []), open, delete_];
};

const drawn = (entry) => {
  const item = piece("li", "", `outbox-entry ${hasArrived(entry) ? "arrived" : entry.state === "open" ? "waiting" : entry.state}`);
  const octets = entry.files.reduce((sum, file) => sum + file.blob.size, 0);
  const files = entry.files.length ? ` · ${say("files", { number: entry.files.length, size: size(octets) })}` : "";
  const row = piece("div", "", "cluster");
  row.append(...buttons(entry));
  item.append(piece("strong", entry.title || say("untitled")), piece("p", `${moment(entry.at)}${files}`, "soft small"), piece("p", state(entry), "outbox-state"));
  if (reasons(entry).length) item.append(lines(reasons(entry)));
  if (entry.newer?.length) item.append(newer(entry));
  if (entry.alike?.length) item.append(piece("p", say("alike")), alike(entry));
  item.append(row);
  return item;
};

/* Of others, only that something waits, and for whom: what it is, they alone see. */
const ofOthers = (entries) => {
  const number = {};
  entries.forEach((entry) => { number[entry.name] = (number[entry.name] || 0) + 1; });
  return Object.entries(number).map(([name, count]) => piece("li", say("others", { name, number: count }), "outbox-entry other"));
};

const draw = async () => {
  const entries = await all().catch(() => []);
  const open = entries.filter((entry) => !hasArrived(entry) && !(isGoing(entry) && !entry.tries)); /* without tries: a page has it */
  document.querySelectorAll("[data-outbox-count]").forEach((count) => {
    count.hidden = !open.length;
    count.querySelector("b").textContent = open.length;
  });
  const section = document.querySelector("[data-outbox-list]");
  if (!section) return;
  const mine = entries.filter((entry) => entry.person === me() && (hasArrived(entry) || open.includes(entry)));
  const theirs = open.filter((entry) => entry.person !== me());
  section.hidden = !mine.length && !theirs.length;
  section.querySelector("ul").replaceChildren(...mine.map(drawn), ...ofOthers(theirs));
  const safe = !open.length || await navigator.storage?.persisted?.().catch(() => false);
  section.querySelector("[data-outbox-unsafe]").hidden = Boolean(safe);
};

let turn = Promise.resolve();
const redraw = () => { turn = turn.then(draw); };
onChange(redraw);
redraw();
