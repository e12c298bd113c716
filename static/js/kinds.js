/* Finds a kind of activity by a few letters of any of its names, with or without accents; without it the list is read through. */
(() => {
  "use strict";
  const box = document.querySelector("[data-kind-search]");
  const list = document.querySelector("#id_kind");
  if (!box || !list) return;
  const MOST = 6;
  const [input, found, none] = ["input", "ul", "[data-none]"].map((part) => box.querySelector(part));
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
  const kinds = new Map();
  for (const option of list.options) {
    if (!option.value || kinds.has(option.value)) continue;
    kinds.set(option.value, { name: option.text, own: plain(option.text), all: plain(`${option.text} ${option.dataset.also || ""}`) });
  }
  const matches = () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    const hits = [...kinds].filter(([, kind]) => words.every((word) => kind.all.includes(word)));
    const named = ([, kind]) => words.every((word) => kind.own.includes(word));
    return hits.sort((one, other) => named(other) - named(one)).slice(0, MOST);
  };
  const choose = (value) => {
    list.value = value;
    for (const event of ["input", "change"]) list.dispatchEvent(new Event(event, { bubbles: true }));
    input.value = "";
    show();
    list.focus();
  };
  const show = () => {
    const hits = matches();
    found.replaceChildren(...hits.map(([value, kind]) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "chip";
      button.textContent = kind.name;
      button.addEventListener("click", () => choose(value));
      item.append(button);
      return item;
    }));
    none.hidden = !input.value.trim() || hits.length > 0;
  };
  box.hidden = false;
  input.addEventListener("input", (event) => { event.stopPropagation(); show(); });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const [first] = matches();
    if (first) choose(first[0]);
  });
})();
