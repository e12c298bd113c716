/* The service worker. It keeps the files that the log form needs, the page that stands in for others, and the log form of whoever
   is signed in here, so that they open without a network. It keeps nothing else: no list, no paper, no photograph.
   `self.shell` comes from units/views/offline.py: { version, root (of static files), files, pages: { language: address },
   form }. */
"use strict";
const { version, root, files, pages, form } = self.shell;
const SHELL = `shell-${version}`;
const FORM = "log-form";
const HOUR = 3600000;
const LONGEST = 30 * 24 * HOUR; /* a form older than this is not shown: its kinds and units may be others by now */
const PATIENCE = 5000; /* milliseconds after which the kept form is shown instead of a page that does not come */

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const shell = await caches.open(SHELL);
    await shell.addAll([...files, ...Object.values(pages)]);
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    await self.clients.claim();
    const kept = await keptForm();
    if (!kept || kept.headers.get("X-Version") === version) await sweep();
  })());
});
const sweep = async () => { for (const name of await caches.keys()) if (name.startsWith("shell-") && name !== SHELL) await caches.delete(name); };

/* --- the log form of one person ------------------------------------------------------------------------------------------------- */

const keptForm = async () => (await caches.open(FORM)).match(form, { ignoreVary: true });

self.addEventListener("message", (event) => {
  const { who, logs, language } = event.data || {};
  if (who) event.waitUntil(keepForm(who, logs, language));
});

const keepForm = async (who, logs, language) => {
  const cache = await caches.open(FORM);
  const kept = await keptForm();
  const about = kept?.headers;
  const same = about?.get("X-Who") === who && about.get("X-Version") === version && about.get("X-Language") === language;
  if (kept && about.get("X-Who") !== who) await cache.delete(form);
  (await caches.open("state")).put("/language", new Response(language));
  if (!logs || (same && Date.now() - about.get("X-At") < HOUR)) return;
  const answer = await fetch(form, { redirect: "error" });
  const text = await answer.text();
  if (!answer.ok || !text.includes(`data-user="${who.split(":")[0]}"`)) return;
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.delete("Set-Cookie");
  Object.entries({ Who: who, Version: version, Language: language, At: String(Date.now()) }).forEach(([name, value]) => headers.set(`X-${name}`, value));
  const shell = await caches.open(SHELL);
  const named = [...text.matchAll(/(?:href|src)="([^"#]+)"/g)].map(([, address]) => address).filter((address) => address.startsWith(root));
  await Promise.all([...new Set(named)].map(async (address) => { if (!(await shell.match(address))) await shell.add(address); }));
  await cache.put(form, new Response(text, { headers }));
  await sweep();
};

/* --- answers ---------------------------------------------------------------------------------------------------------------------- */

const isForm = (address) => address.pathname === form;
const isHashed = /\.[0-9a-f]{12}\.\w+$/;

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== location.origin) return;
  /* Who signs out takes the form along. */
  if (request.mode === "navigate" && request.method === "POST" && address.pathname === "/account/logout/") event.waitUntil(caches.delete(FORM));
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(request, address));
  else if (address.pathname.startsWith(root)) event.respondWith(file(request, address));
});

const page = async (request, address) => {
  const kept = isForm(address) ? await freshEnough() : null;
  try {
    return await (kept ? Promise.race([fetch(request), slow()]) : fetch(request));
  } catch {
    return kept || standIn();
  }
};
const slow = () => new Promise((done, failed) => { setTimeout(failed, PATIENCE); });
const freshEnough = async () => {
  const kept = await keptForm();
  return kept && Date.now() - kept.headers.get("X-At") < LONGEST ? kept : null;
};
const standIn = async () => {
  const chosen = await caches.match("/language");
  const language = chosen ? await chosen.text() : "";
  return (await caches.match(pages[language] || Object.values(pages)[0])) || Response.error();
};

/* A file with its hash in the name never changes; another one is asked for, and kept for when there is no answer. */
const file = async (request, address) => {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept && isHashed.test(address.pathname)) return kept;
  return fetch(request).catch(() => kept || Response.error());
};
