/* Around htmx, on the pages that swap a piece of themselves: it is seen that something is awaited, the focus stays, the new list
   is said aloud, and whatever does not come as a piece (no network, a session that ended, an error) comes as a page. */
(() => {
  "use strict";
  const voice = document.createElement("div");
  voice.className = "visually-hidden";
  voice.setAttribute("role", "status");
  document.querySelector("main").append(voice);

  document.addEventListener("htmx:beforeRequest", (event) => event.detail.target.setAttribute("aria-busy", "true"));
  document.addEventListener("htmx:afterRequest", (event) => event.detail.target.removeAttribute("aria-busy"));

  const asPage = ({ elt, requestConfig, pathInfo }) => {
    if (requestConfig.verb === "get") location.assign(pathInfo.finalRequestPath);
    else elt.form.requestSubmit(elt); /* sent as if the button had been pressed: nothing typed is lost */
  };
  ["htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, (event) => asPage(event.detail)));

  let focused = "";
  document.addEventListener("htmx:beforeSwap", (event) => {
    focused = document.activeElement?.id;
    const { isError, xhr } = event.detail;
    if (!isError && !/^\s*<!doctype/i.test(xhr.response)) return;
    event.detail.shouldSwap = false;
    asPage(event.detail);
  });

  /* After app.js has dressed what is new (it listens first): filters that stand open can take the focus again. */
  document.addEventListener("htmx:afterOnLoad", (event) => {
    const lost = () => document.activeElement === document.body;
    if (lost() && focused) document.getElementById(focused)?.focus({ preventScroll: true });
    const said = event.detail.target.querySelector("[data-said]");
    const heading = said && event.detail.target.querySelector("h1");
    if (lost() && heading) {
      heading.tabIndex = -1;
      heading.focus();
    }
    if (said) voice.textContent = said.textContent;
  });
})();
