// A walk through a page by keyboard: where the focus is, and whether it is seen there.

/** @typedef {import("./engines.mjs").Page} Page */
/** A stop of the focus. `trouble` is empty where it is seen. @typedef {{ name: string, trouble: string, isLast: boolean } | null} Stop */

/**
 * The focused element, and what is wrong with it; `null` when no element of the page has the focus.
 * @param {boolean} back whether the walk goes to the start of the page
 * @returns {Stop}
 */
function stop(back) {
  const focused = document.activeElement;
  if (!focused || focused === document.body || focused === document.documentElement) return null;
  const name = `${focused.localName}${focused.className ? `.${focused.className}` : ""} “${(focused.getAttribute("aria-label") ?? /** @type {HTMLInputElement} */ (focused).name ?? focused.textContent ?? "").trim().slice(0, 40)}” in ${focused.parentElement?.closest("[id], [class]")?.id || focused.parentElement?.closest("[class]")?.className}`;
  let seen = 0;
  let over = "";
  for (const { left, right, top, bottom } of focused.getClientRects()) {
    // Points a little inside the part that is in the window.
    const [x0, x1] = [Math.max(left, 0), Math.min(right, document.documentElement.clientWidth)];
    const [y0, y1] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
    if (x1 - x0 < 2 || y1 - y0 < 2) continue;
    for (const across of [0.02, 0.25, 0.5, 0.75, 0.98]) {
      for (const down of [0.05, 0.5, 0.95]) {
        const hit = document.elementFromPoint(x0 + (x1 - x0) * across, y0 + (y1 - y0) * down);
        if (hit && (focused.contains(hit) || hit.contains(focused))) seen += 1;
        else over = `${hit?.localName}.${hit?.className} in ${hit?.parentElement?.className}`;
      }
    }
  }
  const rect = focused.getBoundingClientRect();
  const trouble = seen > 0 ? "" : over ? `hidden by ${over}` : `at ${[rect.left, rect.top, rect.right, rect.bottom].map(Math.round)}, outside of the window or without a size`;
  const all = [...document.querySelectorAll("a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea, summary, [tabindex='0']")].filter((one) => one.checkVisibility({ visibilityProperty: true }) && !(one instanceof HTMLInputElement && one.type === "radio" && !one.checked));
  return { name, trouble, isLast: focused === (back ? all[0] : all[all.length - 1]) };
}

/**
 * Goes through the page to its end, or back to its start.
 * @param {Page} page
 * @param {"Tab" | "Shift+Tab"} key
 * @returns {Promise<{ stops: number, troubles: string[] }>}
 */
export async function walk(page, key) {
  /** @type {string[]} */
  const troubles = [];
  for (let stops = 0; stops < 3000; stops += 1) {
    await page.press(key);
    let found = await page.evaluate(stop, key !== "Tab");
    // WebKit scrolls to what has the focus a moment later.
    for (let tries = 0; found?.trouble && tries < 40; tries += 1) {
      await new Promise((done) => setTimeout(done, 50));
      found = await page.evaluate(stop, key !== "Tab");
    }
    if (found?.trouble) troubles.push(`${found.name}: ${found.trouble}`);
    if (!found) {
      troubles.push(`no element has the focus after ${stops} stops`);
      return { stops, troubles };
    }
    if (found.isLast) return { stops: stops + 1, troubles };
  }
  return { stops: 3000, troubles: [...troubles, "the end is never reached"] };
}
