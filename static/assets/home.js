// Two roles chosen on the home page: to the page of the pair. Without this, the table opens with the two.

const form = document.querySelector("form.two");
if (form instanceof HTMLFormElement) {
  const lists = [...form.querySelectorAll("select")];
  let before = lists.map((list) => list.value);
  form.addEventListener("change", () => {
    const [left, right] = lists;
    // Choosing the role of the other side exchanges the two.
    if (left.value === right.value) [left.value, right.value] = [before[1], before[0]];
    before = lists.map((list) => list.value);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [left, right] = lists.map((list) => list.value);
    // The page of a pair has one address; in the other order, it leads there.
    location.assign(new URL(`${left}-vs-${right}/`, form.action));
  });
}
