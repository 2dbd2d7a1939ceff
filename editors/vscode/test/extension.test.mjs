// Tests without VS Code: the packed code loads with a stand-in for its API, starts the program that the settings name, and
// says so if there is none.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { test } from "node:test";

const require = createRequire(import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

// A value that can be called, constructed, extended and asked for any property.
function anything() {
  const stand = function () {};
  return new Proxy(stand, {
    get: (target, name) => {
      if (name === "prototype" || typeof name === "symbol") return Reflect.get(target, name);
      if (name === "then") return undefined;
      return anything();
    },
    apply: () => anything(),
    construct: () => anything(),
  });
}

test("the extension registers its commands and reports a program that is missing", async () => {
  const registered = [];
  const errors = [];
  const settings = { program: "/nonexistent/rolebook", drafts: true };
  const api = {
    version: "1.140.0",
    commands: { registerCommand: (name) => (registered.push(name), { dispose() {} }), executeCommand() {} },
    window: { showErrorMessage: async (message) => void errors.push(message) },
    workspace: {
      getConfiguration: (section) => {
        assert.equal(section, "rolebook");
        return { get: (name, fallback) => settings[name] ?? fallback };
      },
      onDidChangeConfiguration: () => ({ dispose() {} }),
    },
  };
  const vscode = new Proxy(api, {
    get: (own, name) =>
      typeof own[name] === "string"
        ? own[name]
        : name in own
        ? new Proxy(own[name], { get: (part, key) => (key in part ? part[key] : anything()) })
        : anything(),
  });
  const load = Module._load;
  Module._load = (name, ...rest) => (name === "vscode" ? vscode : load(name, ...rest));
  const extension = require("../dist/extension.js");
  Module._load = load;
  await extension.activate({ subscriptions: [] });
  assert.deepEqual(registered.filter((name) => name.startsWith("rolebook.")), ["rolebook.restart"]);
  // The client library has a message of its own.
  const ours = errors.find((message) => message.startsWith("Rolebook cannot be started"));
  assert.match(ours ?? errors.join("\n"), /nonexistent/);
  await extension.deactivate();
});

test("the manifest declares what the code uses", () => {
  assert.deepEqual(manifest.contributes.commands.map(({ command }) => command), ["rolebook.restart"]);
  const code = readFileSync(new URL("../src/extension.ts", import.meta.url), "utf8");
  for (const key of Object.keys(manifest.contributes.configuration.properties)) {
    assert.ok(code.includes(`"${key.replace("rolebook.", "")}"`), key);
  }
  const version = readFileSync(new URL("../../../Cargo.toml", import.meta.url), "utf8").match(/^version = "(.*)"$/m);
  assert.equal(manifest.version, version[1]);
});
