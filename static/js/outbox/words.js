/* The words of the outbox stand in the page, in its language (components/outbox_words.html). */
export const say = (name, values = {}) => {
  const text = document.querySelector("template[data-outbox-words]")?.content.querySelector(`[data-word="${name}"]`)?.textContent.trim() || "";
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
};

export const moment = (at) => {
  const day = new Date(at);
  const [date, month, hour, minute] = [day.getDate(), day.getMonth() + 1, day.getHours(), day.getMinutes()].map((part) => String(part).padStart(2, "0"));
  return `${date}/${month} ${hour}:${minute}`;
};

export const size = (octets) => {
  const kilo = Math.max(1, Math.round(octets / 1024));
  const [amount, unit] = kilo < 1024 ? [kilo, "kB"] : [octets / 1048576, "MB"];
  return `${amount.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} ${unit}`;
};
