// Formats the messages that a build inserts where a script calls this function with an empty object.

/** @param {Record<string, any>} known @param {string} [language] */
export function messages(known, language) {
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 12 });
  const plurals = new Intl.PluralRules(language);
  /** @type {(message: any, values: any) => string} */
  const format = (message, values) =>
    typeof message === "string"
      ? message.replace(/\{(#?)(\w+)\}/g, (/** @type {string[]} */ ...[, isNumber, name]) => (isNumber ? numbers.format(+values[name]) : String(values[name])))
      : message.map((/** @type {any} */ part) => {
          if (typeof part === "string") return format(part, values);
          const value = values[part.of];
          return format(part.in[value] ?? part.in[plurals.select(+value)] ?? part.in.other, values);
        }).join("");
  return Object.assign((/** @type {string} */ key, /** @type {Record<string, string | number>} */ values = {}) => format(known[key] ?? key, values), {
    number: numbers.format,
    day: (/** @type {Date} */ date) => new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(date),
  });
}
