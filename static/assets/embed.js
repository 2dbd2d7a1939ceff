// The embed dialog: HTML to paste into another page, with an iframe as high as its content, its address and a live look.

import { byHand, copy } from "./copy.js";
import { messages } from "./messages.js";

const t = messages({});

/**
 * Opens the dialog with the HTML to embed the page, or one of its rows.
 * @param {object} page
 * @param {string} page.frame the absolute URL of the embed
 * @param {string} page.framePath the same page on this host
 * @param {{ id: string, label: string }[]} page.rows
 * @param {string} page.title
 * @param {string} page.site
 * @param {(label: string, more: string, act: () => void) => HTMLButtonElement} page.button
 */
export function embed({ frame, framePath, rows, title, site, button }) {
  const choice = document.createElement("select");
  choice.append(new Option(t("all-rows"), ""), ...rows.map(({ id, label }) => new Option(label, id)));
  const theme = document.createElement("select");
  theme.append(new Option(t("theme-auto"), ""), new Option(t("theme-light"), "light"), new Option(t("theme-dark"), "dark"));
  /** @type {Map<string, number>} */
  let heights = new Map();
  const link = document.createElement("a");
  const preview = document.createElement("iframe");
  preview.title = t("embed");
  /** Shows the choice in the dialog, and returns its HTML. */
  const line = () => {
    const row = choice.value ? choice.selectedOptions[0]?.text ?? "" : "";
    const made = document.createElement("iframe");
    const asked = [theme.value, choice.value].filter(Boolean).join(".");
    const hash = asked && `#${asked}`;
    made.src = frame + hash;
    link.href = framePath + hash;
    link.textContent = frame + hash;
    if (preview.src !== link.href) preview.src = link.href;
    made.title = row ? t("embed-title-row", { title, row, site }) : t("embed-title", { title, site });
    made.height = String(heights.get(choice.value) ?? ALL_ROWS);
    made.loading = "lazy";
    // The content security policy of this page prevents scripts from setting style attributes.
    return made.outerHTML.replace(/>(?=<\/iframe>$)/, ' style="width:100%;border:0">');
  };
  byHand(t("embed-about"), line(), (area) => {
    const asked = document.createElement("p");
    for (const [name, list] of /** @type {[string, HTMLSelectElement][]} */ ([[t("embed-show"), choice], [t("embed-colours"), theme]])) {
      const label = document.createElement("label");
      label.append(`${name} `, list);
      asked.append(label, " ");
      list.addEventListener("change", () => (area.value = line()));
    }
    // When offline there are no heights, and the iframe scrolls.
    rowHeights(framePath).then((found) => {
      heights = found;
      area.value = line();
    }, () => {});
    const address = document.createElement("p");
    address.append(`${t("embed-address")}: `, link);
    return { before: [asked, preview, address], buttons: [button(t("matrix-copy"), "", () => copy(area.value, t("html-copied")))] };
  });
}

/** Height of an iframe with all rows, which scrolls. */
const ALL_ROWS = 480;
/** Width of the narrowest iframe, in which rows are highest. */
const NARROWEST = 320;
/** Another system's fonts may need one more line. */
const LINE = 21;

/**
 * Measures the height of each row, laid out in a hidden iframe.
 * @param {string} address
 */
async function rowHeights(address) {
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  const frame = document.createElement("iframe");
  frame.width = String(NARROWEST);
  Object.assign(frame.style, { position: "fixed", height: "0", visibility: "hidden" });
  await new Promise((done) => {
    frame.addEventListener("load", done, { once: true });
    document.body.append(frame);
  });
  const inside = /** @type {Document} */ (frame.contentDocument);
  const styles = /** @type {HTMLLinkElement} */ (page.querySelector("link[rel=stylesheet]"));
  const sheet = inside.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL(styles.getAttribute("href") ?? "", address).href;
  inside.head.append(sheet);
  await new Promise((done, failed) => Object.assign(sheet, { onload: done, onerror: failed }));
  inside.body.append(...page.body.children);
  inside.querySelector(".verdict")?.remove();
  const sections = [...inside.querySelectorAll("section")];
  const heights = new Map(sections.map((own) => {
    for (const section of sections) section.hidden = section !== own;
    return [own.id, Math.ceil((inside.body.offsetHeight + LINE) / 10) * 10];
  }));
  frame.remove();
  return heights;
}
