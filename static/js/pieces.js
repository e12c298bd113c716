/* Around htmx, on the pages that swap a piece of themselves: it is seen that something is awaited, what is typed meanwhile and
   the focus stay, the new list is said aloud, and whatever does not come as a piece (no network, a session that ended, an error)
   comes as a page. */
(() => {
  "use strict";
  const voice = document.createElement("div");
  voice.className = "visually-hidden";
  voice.setAttribute("role", "status");
  document.querySelector("main").append(voice);

  const meanwhile = new Set();
  const typed = (event) => { if (document.querySelector("[aria-busy=true]")) meanwhile.add(event.target); };
  ["input", "change"].forEach((name) => document.addEventListener(name, typed));
  const now = (field) => field.isConnected ? field : document.getElementById(field.id);

  document.addEventListener("htmx:beforeRequest", (event) => {
    meanwhile.clear();
    event.detail.target.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterRequest", (event) => event.detail.target.removeAttribute("aria-busy"));

  const asPage = ({ requestConfig: { verb, elt }, pathInfo }) => {
    if (verb === "get") location.assign(pathInfo.finalRequestPath);
    else elt.form.requestSubmit(elt); /* sent as if there were no script: nothing typed is lost */
  };
  ["htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, (event) => asPage(event.detail)));

  let focused, form;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { isError, xhr, requestConfig } = event.detail;
    focused = document.activeElement?.id;
    form = requestConfig.elt.form;
    if (!isError && !/^\s*<!doctype/i.test(xhr.response)) return;
    event.detail.shouldSwap = false;
    asPage(event.detail);
  });

  /* After app.js has dressed what is new (it listens first): filters that stand open can take the focus again. */
  document.addEventListener("htmx:afterOnLoad", (event) => {
    meanwhile.forEach((field) => Object.assign(now(field) ?? {}, field.matches("[type=checkbox], [type=radio]") ? { checked: field.checked } : { value: field.value }));
    [...meanwhile].slice(-1).forEach((field) => now(field)?.focus({ preventScroll: true }));
    const lost = () => document.activeElement === document.body;
    if (lost() && focused) document.getElementById(focused)?.focus({ preventScroll: true });
    const heading = event.detail.target.querySelector("h1");
    if (lost() && heading) {
      heading.tabIndex = -1;
      heading.focus();
    }
    const said = (part) => [...part.querySelectorAll("[data-said]")].map((one) => one.textContent).join(", ");
    const target = event.detail.target; /* no longer in the page where it has been replaced whole */
    voice.textContent = (target.isConnected && said(target)) || said(document); /* what has come now, before what came earlier */
    /* what a button filled in is kept and guarded as if it had been typed (kept.js, app.js) */
    if (form && event.detail.requestConfig.elt.matches("[data-fills]")) form.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
