// Adds a button to copy each job advert, beside the link to download it.

import { copy } from "./copy.js";
import { messages } from "./messages.js";

const t = messages({});

/** This script refers only to named elements, so the preview may replace all others. */
export const keeps = "names";

for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".adverts a"))) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = t("matrix-copy");
  button.setAttribute("aria-label", t("advert-copy", { name: link.textContent ?? "" }));
  button.addEventListener("click", async () => {
    const response = await fetch(link.href).catch(() => null);
    if (response?.ok) copy(await response.text(), t("advert-copied"));
    else location.assign(link.href);
  });
  const take = document.createElement("span");
  take.className = "take";
  take.append(button);
  link.after(" ", take);
}
