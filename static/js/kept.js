/* What becomes of typed words while sessions come and go. Forms with data-autosave="key" keep theirs on this device, each
   person's apart, until a page confirms them (data-saved), the person signs out, or a week has passed. */
(() => {
  "use strict";
  const WEEK = 7 * 86400000;
  const me = document.body.dataset.user || "";
  const $ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const shelf = (storage) => ({
    get(key) { try { return JSON.parse(storage().getItem(key)); } catch { return null; } },
    set(key, value) { try { storage().setItem(key, JSON.stringify(value)); return true; } catch { return false; } },
    drop(key) { try { storage().removeItem(key); } catch { /* nothing kept, nothing lost */ } },
    keys(beginning) { try { return Object.keys(storage()).filter((key) => key.startsWith(beginning)); } catch { return []; } },
  });
  const device = shelf(() => localStorage);
  const tab = shelf(() => sessionStorage);
  const keptBy = (person) => device.keys(`kept:${person}:`);

  /* Who is here? Whoever has signed out takes the words along; nobody finds another's page in the history of a shared device. */
  const left = device.get("leaving");
  if (left && left !== me) {
    keptBy(left).forEach(device.drop);
    device.drop("here");
  }
  device.drop("leaving");
  if (me) device.set("here", me);
  device.keys("kept:").forEach((key) => { if (!(Date.now() - device.get(key)?.at < WEEK)) device.drop(key); });
  addEventListener("pageshow", (event) => { if (event.persisted && me && device.get("here") !== me) location.reload(); });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-sign-out]")) return;
    if (!form.matches("[data-sure]") && keptBy(me).length) {
      event.preventDefault(); /* the page that asks says what goes */
      location.assign(form.action);
    } else device.set("leaving", me);
  });
  if (me && keptBy(me).length) $("[data-if-kept]").forEach((piece) => { piece.hidden = false; });

  /* Signing in anew, in another tab, makes the forms that stand open too old: the same person's are brought up to date. */
  document.addEventListener("submit", (event) => {
    const token = event.target.querySelector("input[name=csrfmiddlewaretoken]");
    const now = /(?:^|; )csrftoken=(\w+)/.exec(document.cookie);
    if (token && now && (!me || device.get("here") === me)) token.value = now[1];
  });

  /* The words of a form as [name, value]; with them, hidden, the version and the rows that they were written about. */
  const isMark = (field) => field.type === "hidden" && /^version$|-\d+-id$/.test(field.name);
  const holds = (field) => field.name && !["password", "file", "hidden", "submit", "button", "reset"].includes(field.type);
  const values = (field) => ["checkbox", "radio"].includes(field.type) ? (field.checked ? [field.value] : [])
    : field.multiple ? [...field.selectedOptions].map((option) => option.value) : [field.value];
  const read = (form, which) => [...form.elements].filter(which).flatMap((field) => values(field).map((value) => [field.name, value]));

  const fillIn = (form, kept) => {
    const typed = (field) => kept.filter(([name]) => name === field.name).map(([, value]) => value);
    [...form.elements].filter((field) => holds(field) || isMark(field)).forEach((field) => {
      const mine = typed(field);
      if (["checkbox", "radio"].includes(field.type)) field.checked = mine.includes(field.value);
      else if (field.multiple) [...field.options].forEach((option) => { option.selected = mine.includes(option.value); });
      else if (mine.length) field.value = mine[0];
      else return;
      if (field.type !== "hidden") ["input", "change"].forEach((name) => field.dispatchEvent(new Event(name, { bubbles: true })));
    });
  };
  /* Where the words need rows that this page does not have, the server lays them out: as if the button for it had been pressed. */
  const layOut = (form, kept, button) => {
    const data = new FormData(form);
    const names = new Set([...kept.map(([name]) => name), ...[...form.elements].filter(holds).map((field) => field.name)]);
    names.forEach((name) => data.delete(name));
    kept.forEach(([name, value]) => data.append(name, value));
    $("[name$=-TOTAL_FORMS]", form).forEach((total) => {
      const rows = kept.map(([name]) => new RegExp(`^${total.name.replace("TOTAL_FORMS", "(\\d+)-")}`).exec(name)?.[1]);
      data.set(total.name, Math.max(total.value, ...rows.filter(Boolean).map((row) => +row + 1)));
    });
    data.set(button.name, button.value);
    const sent = document.createElement("form");
    sent.method = "post";
    sent.hidden = true;
    data.forEach((value, name) => {
      if (typeof value !== "string") return;
      const field = document.createElement("textarea");
      field.name = name;
      field.value = value;
      sent.append(field);
    });
    document.body.append(sent);
    delete form.dataset.changed;
    sent.submit();
  };

  /* The page after a sending lets go of what it confirms; one that does not says that the words are still here. */
  const sent = tab.get("sent");
  tab.drop("sent");
  addEventListener("pageshow", () => tab.drop("sent"));
  if (sent && $("[data-saved]").length) device.drop(sent);
  else if (sent && device.get(sent)) $("[data-just-kept]").forEach((piece) => { piece.hidden = false; });

  const clock = (moment) => {
    const today = new Date().toDateString() === new Date(moment).toDateString();
    const time = { hour: "2-digit", minute: "2-digit" };
    return new Date(moment).toLocaleString(document.documentElement.lang, today ? time : { ...time, day: "2-digit", month: "2-digit" });
  };
  $("form[data-autosave]").forEach((form) => {
    if (!me) return;
    const key = `kept:${me}:${form.dataset.autosave}`;
    const note = form.querySelector("[data-saved-note]");
    const first = JSON.stringify(read(form, holds));
    const before = device.get(key);
    const offer = form.querySelector("[data-restore]");
    if (offer && before && JSON.stringify(before.words) !== first) {
      offer.hidden = false;
      if (offer.closest("details")) offer.closest("details").open = true;
      offer.querySelector("[data-when]").textContent = clock(before.at);
      offer.querySelector("[data-restore-yes]").addEventListener("click", () => {
        const button = form.querySelector("[data-lays-out]");
        if (button) { layOut(form, [...before.words, ...before.marks], button); return; }
        fillIn(form, [...before.words, ...before.marks]);
        offer.hidden = true;
        form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
      });
      offer.querySelector("[data-restore-no]").addEventListener("click", () => { device.drop(key); offer.hidden = true; });
    }
    let timer;
    const keep = () => {
      clearTimeout(timer);
      timer = undefined;
      const words = read(form, holds);
      if (JSON.stringify(words) === first && !device.get(key)) return;
      const at = Date.now();
      if (device.set(key, { at, words, marks: read(form, isMark) }) && note) note.textContent = note.dataset.savedNote.replace("{time}", clock(at));
    };
    const soon = () => { clearTimeout(timer); timer = setTimeout(keep, 600); };
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("bring", (event) => fillIn(form, event.detail)); /* an entry of the outbox (outbox/form.js) */
    form.addEventListener("submit", () => { keep(); tab.set("sent", key); });
    addEventListener("pagehide", () => { if (timer) keep(); });
  });
})();
