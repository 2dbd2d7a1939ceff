// Outlines changed elements briefly.

const MOMENT = 1600;

/** @param {Element[]} changed */
export function outline(changed) {
  const colour = "color-mix(in srgb, orange 80%, transparent)";
  for (const element of changed) {
    const steps = [`2px solid ${colour}`, "2px solid transparent"].map((outline) => ({ outline, outlineOffset: "2px" }));
    element.animate(steps, { duration: MOMENT, easing: "ease-in" });
  }
}
