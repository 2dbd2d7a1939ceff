// The parts of the matrix that know no page: an address and its state, what is chosen, marks and sums. Three roles, six rows.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as address from "../../static/assets/matrix/address.js";
import { scripts } from "./site.mjs";

const load = await scripts("matrix-parts");
/** @type {typeof import("../../static/assets/matrix/choose.js")} */
const { choose } = await load("matrix/choose.js");
/** @type {typeof import("../../static/assets/matrix/marks.js")} */
const { mark } = await load("matrix/marks.js");
/** @type {typeof import("../../static/assets/matrix/narrow.js")} */
const { two, beside } = await load("matrix/narrow.js");
/** @type {typeof import("../../static/assets/matrix/summary.js")} */
const { limits, sentence, title } = await load("matrix/summary.js");

/** @typedef {import("../../static/assets/matrix/facts.js").Facts} Facts */
/** @typedef {Partial<import("../../static/assets/matrix/facts.js").Cell>} Said */

const LEVELS = ["none", "some", "core"].map((id) => ({ id, label: id.toUpperCase() }));

/**
 * @param {string} id
 * @param {string} kind
 * @param {Said[]} cells of sre, dba and dev
 */
function row(id, kind, cells) {
  const cell = (/** @type {Said} */ said) => ({ place: null, said: said.place?.toString() ?? null, items: [], pay: new Map(), none: false, ...said });
  return {
    id,
    kind,
    label: id.toUpperCase(),
    group: id === "pay" ? "money" : "work",
    unit: kind === "number" ? "%" : "",
    levels: kind === "scale" ? LEVELS : [],
    ordered: ["scale", "number", "salary"].includes(kind),
    cells: new Map(["sre", "dba", "dev"].map((role, at) => [role, cell(cells[at])])),
  };
}

const NONE = { none: true };
const figures = (/** @type {Record<string, number>} */ of) => ({ pay: new Map(Object.entries(of)) });
const slice = (/** @type {string} */ id, /** @type {number} */ roles, whole = true) => ({ id, roles, whole, label: id, series: id.split(".")[0], place: id.split(".").slice(0, 2).join("."), currency: "USD" });

// @ts-ignore: there is no page, so there are no elements.
const FACTS = /** @type {Facts} */ ({
  roles: [["sre", "run"], ["dba", "run"], ["dev", "make"]].map(([id, family]) => ({ id, name: id.toUpperCase(), family })),
  groups: [{ id: "work", label: "Work" }, { id: "money", label: "Money" }],
  rows: [
    row("on-call", "scale", [{ place: 2 }, { place: 1 }, { place: 0 }]),
    row("growth", "number", [{ place: 15 }, NONE, { place: -2.5 }]),
    row("goal", "text", [{ said: "0" }, { said: "0" }, { said: "1" }]),
    row("measures", "list", [{ said: "0", items: ["a", "b"] }, { said: "1", items: ["b", "c"] }, NONE]),
    row("tools", "tools", [{ said: "0", items: ["go", "sql"] }, { said: "1", items: ["sql"] }, NONE]),
    row("pay", "salary", [figures({ "s.us.2025": 150, "s.us.2024": 100, "t.us.2025": 9 }), figures({ "s.us.2025": 120, "s.us.2024": 140, "t.us.2025": 11 }), figures({ "s.us.2024": 90 })]),
  ],
  families: [{ id: "run", label: "Run" }, { id: "make", label: "Make" }],
  tools: [{ id: "go", label: "Go" }, { id: "sql", label: "SQL" }],
  slices: [slice("s.us.2025", 2), slice("s.us.2024", 3), slice("t.us.2025", 2)],
  order: new Map([["sre", 0], ["dba", 1], ["dev", 2]]),
});

const state = (/** @type {string} */ search) => address.read(search, FACTS).state;
const view = (/** @type {string} */ search, asked = "") => choose(FACTS, state(search), asked);
const ids = (/** @type {{ id: string }[]} */ list) => list.map(({ id }) => id).join();
const row_ = (/** @type {string} */ id) => /** @type {import("../../static/assets/matrix/facts.js").Row} */ (FACTS.rows.find((known) => known.id === id));

test("a role may have a level, which the address keeps until the role goes", () => {
  const facts = { ...FACTS, levels: new Set(["sre@senior", "sre@staff", "dba@senior"]) };
  const { state, unknown } = address.read("?roles=sre@senior,dba@senior,dba@chief,dev", facts);
  assert.deepEqual([state.roles, state.levels, unknown], [["sre", "dba", "dev"], ["sre@senior", "dba@senior"], ["dba@chief"]]);
  assert.equal(address.write(state, facts), "?roles=sre@senior,dba@senior,dev");
  assert.equal(address.write({ ...state, roles: ["dba"] }, facts), "?roles=dba@senior");
  assert.equal(address.write(address.read("?roles=sre@senior,sre@staff", facts).state, facts), "?roles=sre@senior,sre@staff");
  assert.deepEqual(address.read("?roles=sre@senior", FACTS).unknown, ["sre@senior"], "a site without levels");
});

test("an address and its state say the same", () => {
  for (const search of [
    "",
    "?roles=sre,dev",
    "?roles=",
    "?rows=on-call,pay&fold=work&differ&base=sre&sort=-on-call",
    "?min-growth=-1.5&max-on-call=some&tool=go&family=run",
    "?min-pay=100&in=t.us.2025&weigh=pay:3,on-call:-2&at=dev,sre",
    "?sort=pay&in=s.us.2024",
  ]) {
    assert.equal(address.write(state(search), FACTS), search);
  }
});

test("an address that uses salaries names the figures, also the default ones", () => {
  assert.equal(address.write(state("?min-pay=100"), FACTS), "?min-pay=100&in=s.us.2024");
  assert.equal(address.write(state("?in=s.us.2024"), FACTS), "");
});

test("what an address asks for and is not here is named, and the rest holds", () => {
  const { state, unknown } = address.read("?roles=sre,cto&min-on-call=lots&min-goal=1&weigh=on-call:9,hours:1&utm=x&sort=goal&base=dev", FACTS);
  assert.deepEqual(unknown, ["cto", "min-on-call=lots", "min-goal=1", "on-call:9", "hours:1", "utm", "goal"]);
  assert.equal(address.write(state, FACTS), "?roles=sre&base=dev");
});

test("roles stand in the order of the address, and in that of a row when it is asked for; what has no data comes last", () => {
  assert.equal(ids(view("?roles=dev,sre").roles), "dev,sre");
  assert.equal(ids(view("?sort=on-call").roles), "dev,dba,sre");
  assert.equal(ids(view("?sort=growth").roles), "dev,sre,dba");
  assert.equal(ids(view("?sort=-growth").roles), "sre,dev,dba");
  assert.equal(ids(view("?sort=-pay").roles), "dba,sre,dev");
});

test("a role passes when every limit holds, and without data it does not", () => {
  assert.equal(ids(view("?max-on-call=some").roles), "dba,dev");
  const grows = view("?min-growth=-5");
  assert.deepEqual([ids(grows.roles), grows.silent], ["sre,dev", 1]);
  assert.equal(ids(view("?min-pay=130&in=s.us.2025").roles), "sre");
  assert.equal(ids(view("?min-pay=130&in=s.us.2024").roles), "dba");
  assert.equal(ids(view("?tool=go").roles), "sre");
  assert.equal(ids(view("?family=make").roles), "dev");
});

test("differences only: rows that say the same, or that only one role fills, are left out", () => {
  assert.equal(ids(view("?differ&roles=sre,dba").rows), "on-call,measures,tools,pay");
  assert.equal(ids(view("?differ&roles=dba,dev").rows), "on-call,goal,pay");
  assert.equal(ids(view("?differ&roles=dba,dev", "growth").rows), "on-call,growth,goal,pay", "the row of the address is there");
});

test("the baseline is first, passes every filter, and the others are marked by text and signs", () => {
  assert.equal(ids(view("?base=sre&max-on-call=some").roles), "sre,dba,dev");
  const says = (/** @type {string} */ row, /** @type {string} */ role) => {
    const { sign, words } = mark(FACTS, row_(row), "sre", role);
    return `${sign} ${words}`;
  };
  assert.equal(says("on-call", "dba"), "▼ 1 step below");
  assert.equal(says("growth", "dev"), "▼ 17.5 points below");
  assert.equal(says("growth", "dba"), "? no data to compare");
  assert.equal(says("goal", "dba"), "= same");
  assert.equal(says("goal", "dev"), "≠ differs");
  assert.equal(says("measures", "dba"), "≠ 1 of 2 shared");
  // Of one series and region only the newest figures count.
  assert.equal(says("pay", "dba"), "≠ higher in 1, lower in 1 of 2 figures that agree");
  assert.equal(says("pay", "dev"), "▼ lower in the 1 figure that agrees");
});

test("weights: the place between the ends times the weight, no data counts 0, and the parts add up", () => {
  const { scores, roles } = view("?weigh=on-call:-2,growth:1");
  const drawn = scores.map(({ role, rank, sum, most, silent, parts }) => [role.id, rank, sum / 100, most / 100, ids(silent), [...parts.values()].map(({ words }) => words).join("; ")]);
  assert.deepEqual(drawn, [
    ["dev", 1, 2, 3, "", "2/2 × 2 = 2; 0 × 1 = 0"],
    ["sre", 2, 1, 3, "", "0/2 × 2 = 0; 1 × 1 = 1"],
    ["dba", 2, 1, 3, "growth", "1/2 × 2 = 1; no data × 1 = 0"],
  ]);
  assert.equal(ids(roles), "dev,sre,dba");
  assert.equal(ids(view("?weigh=on-call:-2&sort=-on-call").roles), "sre,dba,dev", "an order that was asked for goes before");
});

test("what is shown, in words", () => {
  const said = (/** @type {string} */ search) => [sentence(FACTS, view(search)), title(FACTS, view(search))];
  assert.deepEqual(said(""), ["3 roles, 6 rows.", "Compare all roles"]);
  assert.deepEqual(said("?roles=sre,dev&differ&sort=-on-call"), ["2 of 3 roles, 4 of 6 rows. Sorted by ON-CALL, “CORE” first.", "SRE and DEV"]);
  assert.deepEqual(said("?min-growth=90"), ["0 of 3 roles, 6 rows. No role matches the filter. One role is hidden for lack of data.", "Compare roles"]);
  assert.deepEqual(limits(FACTS, state("?min-growth=9&min-pay=1000&in=s.us.2025&tool=go")), [
    { words: "GROWTH at least 9%", without: { min: { pay: "1000" } } },
    { words: "PAY at least $1,000 (s, s.us.2025)", without: { min: { growth: "9" } } },
    { words: "uses Go", without: { tool: "" } },
  ]);
});

test("yes and no, dates and ranges have an order, limits and marks of their own", () => {
  const facts = { ...FACTS, rows: [
    { ...row("remote", "yes-no", [{ place: 1 }, { place: 0 }, NONE]), levels: ["no", "yes"].map((id) => ({ id, label: id })), ordered: true },
    { ...row("since", "date", [{ place: 2012.0328 }, { place: 2015.05 }, { place: 2012 }]), ordered: true },
    { ...row("band", "range", [{ place: 2.5, said: "0" }, { place: 2.5, said: "1" }, { place: 4, said: "2" }]), unit: "£", ordered: true },
  ] };
  // @ts-ignore: there is no page, so there are no elements.
  const given = /** @type {Facts} */ (facts);
  const read = (/** @type {string} */ search) => address.read(search, given);
  const shown = (/** @type {string} */ search) => ids(choose(given, read(search).state, "").roles);
  assert.equal(shown("?min-remote=yes"), "sre");
  assert.equal(shown("?max-remote=no"), "dba");
  assert.deepEqual(read("?min-remote=no").unknown, ["min-remote=no"]);
  assert.equal(shown("?sort=-since"), "dba,sre,dev");
  assert.equal(shown("?max-since=2012"), "sre,dev");
  const words = limits(given, read("?min-remote=yes&min-since=2013&max-since=2020&min-band=1000").state).map((limit) => limit.words);
  assert.deepEqual(words, ["REMOTE: yes", "SINCE from 2013", "SINCE up to 2020", "BAND at least £1,000"]);
  const says = (/** @type {number} */ at, /** @type {string} */ role) => {
    const { sign, words } = mark(given, given.rows[at], "sre", role);
    return `${sign} ${words}`;
  };
  assert.deepEqual([says(0, "dba"), says(1, "dba"), says(1, "dev")], ["≠ differs", "▲ later", "▼ earlier"]);
  assert.deepEqual([says(2, "dba"), says(2, "dev")], ["≠ differs", "▲ £1.5 above"]);
});

test("two at a time: the ones asked for, else the pair that the site shows first; the baseline stays on the left", () => {
  assert.equal(ids(two(view(""), [], [])), "sre,dba");
  assert.equal(ids(two(view(""), [], ["sre", "dev"])), "sre,dev");
  assert.equal(ids(two(view("?roles=dba,dev"), [], ["sre", "dev"])), "dba,dev");
  assert.equal(ids(two(view(""), ["dev", "dba"], ["sre", "dev"])), "dev,dba");
  assert.equal(ids(two(view("?base=dba"), ["dev", "sre"], [])), "dba,sre");
  assert.equal(ids(two(view("?base=dba"), ["sre", "dba"], [])), "dba,sre");
  const { roles } = view("");
  assert.equal(beside(roles, roles[1], roles[0], 1).id, "dev");
  assert.equal(beside(roles, roles[2], roles[0], 1).id, "dba");
  assert.equal(beside(roles, roles[1], roles[0], -1).id, "dev");
});
