// Every page that is published is HTML as the standard has it (the Nu checker).

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { published, run } from "./site.mjs";

const site = await published();

test("the Nu HTML checker finds no error in any page", async () => {
  const checker = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
  const options = ["--skip-non-html", "--errors-only", "--format", "gnu", "--exit-zero-always", site.folder];
  const { stderr } = await run("java", ["-Xss4m", "-jar", checker, ...options], { maxBuffer: 64 * 1024 * 1024 });
  assert.equal(stderr.replaceAll(site.folder, ""), "");
});
