/* Small comforts on top of pages that work without them. Words come from the page (data-say-*), never from here. */
(() => {
  "use strict";
  const $ = (selector, root = document) => [...root.querySelectorAll(selector)];

  /* A second tap sends nothing: the button keeps its value and says that it is at work. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sending) { event.preventDefault(); return; }
    form.dataset.sending = "yes";
    delete form.dataset.changed;
    $("button:not([type=button])", form).forEach((button) => button.setAttribute("aria-disabled", "true"));
    setTimeout(() => rest(form), 15000);
  });
  const rest = (form) => {
    delete form.dataset.sending;
    $("[aria-disabled]", form).forEach((button) => button.removeAttribute("aria-disabled"));
  };
  addEventListener("pageshow", () => $("form[data-sending]").forEach(rest));

  /* Leaving a changed form asks first. */
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) form.dataset.changed = "yes";
  });
  addEventListener("beforeunload", (event) => {
    if ($("form[data-changed]").length) event.preventDefault();
  });

  /* Choose all, and say how many. The parts of a form may stand anywhere (form="…"), so its elements are asked, not its inside. */
  const tell = (form) => {
    const parts = [...form.elements];
    parts.filter((part) => part.dataset.chosen).forEach((count) => {
      const boxes = parts.filter((part) => part.type === "checkbox" && part.name === count.dataset.chosen);
      const number = boxes.filter((box) => box.checked).length;
      count.value = number;
      count.closest("[data-group]")?.toggleAttribute("data-none", number === 0);
      parts.filter((part) => part.dataset.all === count.dataset.chosen).forEach((all) => {
        all.checked = boxes.length > 0 && number === boxes.length;
        all.indeterminate = number > 0 && number < boxes.length;
      });
    });
  };
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.type !== "checkbox" || !box.form) return;
    if (box.dataset.all) [...box.form.elements].forEach((part) => { if (part.type === "checkbox" && part.name === box.dataset.all) part.checked = box.checked; });
    tell(box.form);
  });
  addEventListener("pageshow", () => [...document.forms].forEach(tell));

  /* How high the bars at the bottom stand: what has the focus is scrolled clear of them (scroll-padding in base.css). */
  const bars = () => $(".bulk, .tabs-bar");
  const height = (bar) => {
    const { position, bottom } = getComputedStyle(bar);
    return ["fixed", "sticky"].includes(position) && bar.offsetHeight ? bar.offsetHeight + parseFloat(bottom) : 0;
  };
  const measure = () => document.documentElement.style.setProperty("--bars", `${Math.max(0, ...bars().map(height))}px`);
  const watch = new ResizeObserver(measure);
  addEventListener("resize", measure);

  /* A bar that opens for a reason may leave its place: go along. */
  document.addEventListener("toggle", (event) => {
    if (event.target.open && event.target.closest(".bulk")) event.target.querySelector("textarea")?.focus();
  }, true);

  /* Show a large number in its groups while it is typed: 4570000000 reads 4.570.000.000. */
  document.addEventListener("input", (event) => {
    const note = event.target.id && document.querySelector(`[data-reads="${event.target.id}"]`);
    if (!note) return;
    const digits = event.target.value.replace(/[.\s,]/g, "");
    note.textContent = /^\d{4,18}$/.test(digits) ? BigInt(digits).toLocaleString(document.documentElement.lang) : "";
  });

  /* What was chosen to be sent along; sizes read as the server writes them. */
  const size = (octets) => {
    const kilo = Math.max(1, Math.round(octets / 1024));
    const [amount, unit] = kilo < 1024 ? [kilo, "kB"] : [octets / 1048576, "MB"];
    return `${amount.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} ${unit}`;
  };
  document.addEventListener("change", (event) => {
    const list = event.target.type === "file" && document.querySelector(`[data-files-for="${event.target.id}"]`);
    if (list) list.textContent = [...event.target.files].map((file) => `${file.name} (${size(file.size)})`).join(", ");
  });

  /* Keys on lists that ask for them (data-keys): j, k move; Enter opens; x chooses. On a paper: the first letter of each verb in data-key. */
  const rows = () => $("[data-keys] [data-row]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    if (event.key === "Escape") $("details[data-closes][open]").forEach((one) => { one.open = false; one.querySelector("summary").focus(); });
    const all = rows();
    const here = all.findIndex((row) => row.contains(document.activeElement));
    if (all.length && (event.key === "j" || event.key === "k")) {
      const next = all[Math.min(Math.max(here + (event.key === "j" ? 1 : -1), 0), all.length - 1)];
      (next.querySelector("a") || next).focus();
      next.scrollIntoView({ block: "nearest" });
      event.preventDefault();
    } else if (here >= 0 && event.key === "x") {
      all[here].querySelector("input[type=checkbox]")?.click();
    } else if (/^[a-z]$/.test(event.key)) {
      const verb = document.querySelector(`.actions [data-key="${event.key}"]`);
      const target = verb?.matches("details") ? verb.querySelector("summary") : verb?.matches("a") ? verb : verb?.querySelector("button");
      if (!target) return;
      event.preventDefault();
      target.focus();
      if (verb.matches("details") && !verb.open) { verb.open = true; verb.querySelector("textarea, button")?.focus(); }
    }
  });

  /* Menus close when one looks elsewhere; where there is room, what folds stands open and filters stay open once opened. */
  document.addEventListener("click", (event) => $("details[data-closes][open]").forEach((one) => { if (!one.contains(event.target)) one.open = false; }));
  const dress = () => {
    $("[data-with-script]").forEach((piece) => { piece.hidden = false; });
    const wide = matchMedia("(min-width: 64rem)").matches;
    if (wide) $("details[data-wide-open]").forEach((one) => { one.open = true; });
    $("input[data-wide]").forEach((one) => { one.disabled = !wide; });
    [...document.forms].forEach(tell);
    watch.disconnect();
    bars().forEach((bar) => watch.observe(bar));
    measure();
  };
  dress();
  document.addEventListener("htmx:afterOnLoad", dress); /* a piece of the page has been swapped (pieces.js) */
  $("[data-focus]").slice(0, 1).forEach((one) => one.focus());
})();
