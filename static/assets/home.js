// The choice of two roles on the home page: opens the page of the pair. Without scripts, the form opens the table
// with the two.

import { pairPath } from "./pairs.js";

const form = document.querySelector("form.two");
if (form instanceof HTMLFormElement) {
  const lists = [...form.querySelectorAll("select")];
  let before = lists.map((list) => list.value);
  form.addEventListener("change", () => {
    const [left, right] = lists;
    // Choosing the role of the other side swaps the two.
    if (left.value === right.value) [left.value, right.value] = [before[1], before[0]];
    before = lists.map((list) => list.value);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [left, right] = lists.map((list) => list.value);
    location.assign(new URL(pairPath(left, right), form.action));
  });
}
