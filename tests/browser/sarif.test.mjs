// What code hosts are given: a SARIF log that holds to the schema of its standard, for a site in a folder of a repository.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import Ajv from "ajv";
import { ROLEBOOK, run } from "./site.mjs";

// The schema of OASIS, as Microsoft publishes it for tests.
const require = createRequire(import.meta.url);
const schema = require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
const folder = await mkdtemp(join(tmpdir(), "rolebook-sarif-"));
after(() => rm(folder, { recursive: true }));

test("the report for code hosts is valid SARIF 2.1.0", async () => {
  const site = join(folder, "our docs é");
  await mkdir(join(folder, ".git"));
  await run(ROLEBOOK, ["init", site]);
  const role = join(site, "content/roles/support-engineer.yaml");
  const text = await readFile(role, "utf8");
  // A key twice, a misspelt key, no summary; and a file that is missing.
  await writeFile(role, `${text.replace(/^summary: .*$/m, "sumary: S.")}family: nowhere\nfamily: nowhere\n`);
  await rm(join(site, "content/site.yaml"));
  const { stdout } = await run(ROLEBOOK, ["check", "--format", "sarif", "--root", site]).catch((failed) => failed);
  const log = JSON.parse(stdout);
  assert.ok(log.runs[0].results.length > 3, stdout);
  const ajv = new Ajv({ schemaId: "auto", allErrors: true });
  ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json"));
  const isValid = ajv.validate(schema, log);
  assert.ok(isValid, ajv.errorsText());
  assert.equal(ajv.validate(schema, { ...log, version: "2.0.0" }), false, "the schema is held to");
});
