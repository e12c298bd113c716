/* Ticking people: search without accents, everybody at once, how many there are; without it the boxes do the same. */
(() => {
  "use strict";
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
  document.querySelectorAll("[data-ticks]").forEach((list) => {
    const rows = [...list.querySelectorAll("[data-tick]")].map((row) => ({
      row, box: row.querySelector("input"), name: plain(row.textContent),
    }));
    const all = list.querySelector("label.check input");
    const said = list.querySelector("[data-ticked]");
    const count = () => {
      const ticked = rows.filter(({ box }) => box.checked).length;
      said.textContent = ticked ? `${ticked}/${rows.length}` : "";
      all.checked = ticked === rows.length && ticked > 0;
    };
    if (all.checked) rows.forEach(({ box }) => { box.checked = true; });
    all.addEventListener("change", () => {
      rows.forEach(({ box }) => { box.checked = all.checked; });
      count();
    });
    rows.forEach(({ box }) => box.addEventListener("change", count));
    count();

    const search = list.querySelector("[data-ticks-search]");
    if (!search) return;
    search.parentElement.hidden = false;
    search.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    search.addEventListener("input", () => {
      const words = plain(search.value).split(/\s+/).filter(Boolean);
      rows.forEach(({ row, name }) => { row.hidden = !words.every((word) => name.includes(word)); });
      list.querySelector("[data-ticks-none]").hidden = rows.some(({ row }) => !row.hidden);
    });
  });
})();
