// The reader's choice of a colour scheme. A line in the head of each page applies it before the page is drawn.

/** This script refers only to named elements, so the preview may replace all others. */
export const keeps = "names";

const root = document.documentElement;

const show = () => {
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(".scheme input"))) {
    input.checked = input.value === (root.dataset.scheme ?? "");
  }
};

/** @param {string} scheme */
const apply = (scheme) => {
  root.dataset.scheme = scheme;
  show();
};

show();
addEventListener("pageshow", show);
addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || !target.closest(".scheme")) return;
  apply(target.value);
  try {
    if (target.value) localStorage.setItem("scheme", target.value);
    else localStorage.removeItem("scheme");
  } catch {
    // Without storage, the choice holds for this page.
  }
});
// Another tab chose.
addEventListener("storage", ({ key, newValue }) => {
  if (key === "scheme" || key === null) apply(newValue ?? "");
});
