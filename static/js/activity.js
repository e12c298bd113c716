/* Comforts of the activity form; without them it asks the same and takes the same. */
(() => {
  "use strict";
  const one = (selector) => document.querySelector(selector);
  const kind = one("#id_kind");
  const day = one("#id_started_on");
  if (!kind || !day) return;

  /* What the chosen kind counts, what proves it, and whether its day should be a Saturday. */
  const isSaturday = (text) => {
    const parts = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text);
    return !parts || new Date(+parts[3], +parts[2] - 1, +parts[1]).getDay() === 6;
  };
  const tell = () => {
    const chosen = kind.selectedOptions[0]?.dataset || {};
    const hint = one("[data-kind-hint]");
    if (hint) hint.textContent = chosen.hint ? `${hint.dataset.label} ${chosen.hint}` : "";
    const example = one("[data-kind-example]");
    if (example) example.textContent = chosen.example ? `${example.dataset.label} ${chosen.example}` : "";
    const counts = one("[data-kind-counts]");
    if (counts) counts.textContent = one("#id_result_unit")?.value || chosen.counts || "";
    const note = one("[data-saturday-note]");
    if (note) note.hidden = !chosen.saturdays || isSaturday(day.value);
    const level = one("#id_project_level"); /* asked of kinds that have one; what was chosen stays in sight */
    if (level) level.closest(".field").hidden = !chosen.level && !level.value;
  };
  [kind, day, one("#id_result_unit")].forEach((field) => field?.addEventListener("input", tell));
  kind.addEventListener("change", tell);
  tell();

  /* The likeliest days are one tap away. */
  document.querySelectorAll("button[data-day]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const field = document.getElementById(button.dataset.for);
      field.value = button.dataset.day;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });

  /* Chosen photographs are shown, and one too large is told before it travels. */
  const files = one("#id_uploads");
  const tooLarge = one("[data-too-large]");
  const previews = one("[data-previews-for]");
  files?.addEventListener("change", () => {
    const chosen = [...files.files];
    const over = chosen.some((file) => file.size > +tooLarge.dataset.tooLarge);
    tooLarge.hidden = !over;
    files.setCustomValidity(over ? tooLarge.textContent.trim() : "");
    previews.querySelectorAll("img").forEach((image) => URL.revokeObjectURL(image.src));
    previews.replaceChildren(...chosen.filter((file) => /^image\/(jpeg|png|webp)$/.test(file.type)).slice(0, 10).map((file) => {
      const item = document.createElement("li");
      const image = document.createElement("img");
      image.alt = "";
      image.src = URL.createObjectURL(file);
      item.append(image);
      return item;
    }));
  });
})();
