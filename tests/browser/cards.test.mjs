// What other sites show beside a shared link: every page names a picture of the stated size, which a browser can read.

import assert from "node:assert/strict";
import { test } from "node:test";
import { KINDS } from "./kinds.mjs";
import { published, visit } from "./site.mjs";

const site = await published();

test("every page names a picture of the size that it says, with words for it", async () => {
  // An embed is shown inside another page, which has its own image for shared links.
  const { embed: _, "embed of levels": __, ...shared } = KINDS;
  for (const [kind, path] of Object.entries(shared)) {
    const page = await visit(site, path);
    const found = await page.evaluate(async () => {
      const meta = (/** @type {string} */ name) => document.querySelector(`meta[property="${name}"], meta[name="${name}"]`)?.getAttribute("content") ?? "";
      const url = new URL(meta("og:image"));
      // The address is where the site will be; the picture is fetched from where it is served now.
      const response = await fetch(url.pathname);
      const picture = await createImageBitmap(await response.blob());
      return {
        origin: url.origin === new URL(meta("og:url")).origin,
        path: url.pathname,
        type: response.headers.get("content-type"),
        stated: [Number(meta("og:image:width")), Number(meta("og:image:height"))],
        size: [picture.width, picture.height],
        alt: meta("og:image:alt"),
        card: meta("twitter:card"),
      };
    });
    assert.equal(found.origin, true, kind);
    assert.equal(found.type, "image/png", kind);
    assert.deepEqual(found.size, found.stated, kind);
    assert.ok(found.alt.length > 20, kind);
    assert.equal(found.card, "summary_large_image", kind);
    const name = path.split("/")[2];
    const pair = kind === "pair without words" ? `/cards/roles/${name.split("-vs-")[0]}.png` : `/cards/compare/${name}.png`;
    const own = path.startsWith("/roles/") && path !== "/roles/" ? `/cards/roles/${name}.png` : path.includes("-vs-") ? pair : "/cards/site.png";
    assert.equal(found.path, own, kind);
    await page.context().close();
  }
});
