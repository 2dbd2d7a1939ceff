// 384 queries as people type them, with the results that have to be among the first three. `queries.json` has each query with the concept that
// answers it best and others that answer it too.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { published, ROOT, scripts, wholeIndex } from "./site.mjs";

const load = await scripts("queries");
/** @type {typeof import("../../static/assets/search/find.js")} */
const { find } = await load("search/find.js");
/** @type {typeof import("../../static/assets/search/index.js")} */
const { read } = await load("search/index.js");

const site = await published();
const index = await wholeIndex(site, read);
const urls = (/** @type {string} */ query) => find(index, query).things.map(({ url }) => url);

/**
 * @typedef {object} Concept
 * @property {string} kind
 * @property {string[]} [roles]
 * @property {string} [place]
 * @property {string} [topic]
 * @property {string | string[]} [term]
 * @property {string | string[]} [tool]
 * @property {string} [row]
 * @property {string} [part]
 * @property {string} [article]
 * @property {string} [page]
 * @property {string} [category]
 */

/** Sections of guides that were renamed since the queries were collected. */
/** @type {Record<string, string>} */
const RENAMED = { "what-a-week-holds": "a-typical-week", "what-it-is-judged-by": "how-success-is-measured", "what-it-is-often-mistaken-for": "often-confused-with" };

/**
 * Returns the beginnings of the addresses that a concept is found at. One that ends in `$` is a whole address.
 * @param {Concept} concept
 * @returns {string[]}
 */
function places({ kind, roles = [], place, topic = "", term = [], tool = [], row, part = "", article, page, category }) {
  const [a, b] = roles;
  const of = (/** @type {string[]} */ ...anchors) => roles.flatMap((role) => anchors.map((anchor) => `roles/${role}/#${anchor}$`));
  const others = index.ids.filter((id) => id !== a);
  const pairs = (b ? [b] : others).flatMap((other) => [`compare/${a}-vs-${other}/`, `compare/${other}-vs-${a}/`]);
  const several = roles.length > 1 ? [`compare/?roles=`] : [];
  switch (kind) {
    case "role":
      return roles.map((role) => `roles/${role}/`);
    case "pair":
    case "absent":
      return [...pairs, ...several, ...(kind === "absent" || topic === "same" ? roles.map((role) => `roles/${role}/`) : [])];
    case "pay":
      if (!a) return ["salaries/", "compare/#pay$"];
      return [...roles.map((role) => `salaries/?role=${role}${place ? `&region=${place}` : ""}`), ...(b ? pairs : []), ...of("page.figures", "pay")];
    case "level":
      return a ? [...of("fact.ladder", "how-it-grows-and-where-people-go-next"), `roles/${a}/levels/`] : ["compare/#ladder$", "levels/"];
    case "move":
      return b ? pairs : [...of("how-it-grows-and-where-people-go-next", "how-people-get-in"), "moves/"];
    case "ways":
      return ["moves/"];
    case "learn":
      return of("how-people-get-in", "further-reading", "fact.certificates", "fact.coding", "fact.background", "fact.first-job");
    case "interview":
      return [...of("how-people-get-in"), "articles/what-on-call-means/", "articles/writing-the-job-advert/"];
    case "advert":
      return ["articles/writing-the-job-advert/", "articles/titles-that-mean-different-jobs/"];
    case "row":
      return a ? of(`fact.${row ?? "demand"}`) : [`compare/#${row ?? "demand"}$`];
    case "fact":
      return of(`fact.${part}`);
    case "section":
      return of(RENAMED[part] ?? part);
    case "tool":
      return a ? of("page.tools") : [tool].flat().map((id) => `tools/${id}/`);
    case "tools":
      return [category ? `tools/#${category}$` : "tools/"];
    case "term":
      return [term].flat().map((id) => `glossary/${id}/`);
    case "article":
      return [`articles/${article}/`];
    case "page":
      return [`${page}/`];
    case "fit":
      return topic === "matrix" ? ["compare/$", "compare/#"] : ["fit/"];
    case "data":
      if (topic.startsWith("series:")) return [`salaries/${topic.slice(7)}/`];
      return [{ api: "api/", sources: "sources/", salaries: "salaries/" }[topic] ?? assert.fail(topic)];
    default:
      return assert.fail(kind);
  }
}

const answers = (/** @type {Concept[]} */ concepts, /** @type {string} */ url) =>
  concepts.flatMap(places).some((place) => (place.endsWith("$") ? `${url}$` === place : url.startsWith(place)));

test("97% of the queries, and 90% of each kind, are answered among the first three results", async () => {
  /** @type {[string, ...Concept[]][]} */
  const queries = JSON.parse(await readFile(join(ROOT, "tests/browser/queries.json"), "utf8"));
  /** @type {Map<string, { all: number, unanswered: string[] }>} */
  const kinds = new Map();
  for (const [query, ...concepts] of queries) {
    const kind = kinds.get(concepts[0].kind) ?? { all: 0, unanswered: [] };
    kinds.set(concepts[0].kind, kind);
    kind.all++;
    const first = urls(query).slice(0, 3);
    if (!first.some((url) => answers(concepts, url))) kind.unanswered.push(`${query}: ${first.join(" ")}`);
  }
  const unanswered = [...kinds.values()].flatMap(({ unanswered }) => unanswered);
  assert.ok(queries.length > 200 && unanswered.length <= 0.03 * queries.length, unanswered.join("\n"));
  for (const [kind, { all, unanswered }] of kinds) assert.ok(unanswered.length <= 0.1 * all, `${kind}: ${unanswered.join("\n")}`);
});

/** Queries that were not collected, with the address that has to come first. */
/** @type {[query: string, first: string][]} */
const FIRST = [
  ["how much does a platform engineer earn in berlin", "salaries/?role=platform-engineer&region=de#page.roles"],
  ["madrid sre wages", "salaries/?role=sre&region=es#page.roles"],
  ["salary germany", "salaries/in/de/"],
  ["berlin", "salaries/in/de/"],
  ["sre germany", "salaries/?role=sre&region=de#page.roles"],
  ["sre salary germany", "salaries/?role=sre&region=de#page.roles"],
  ["sysadmin pay leeds", "salaries/?role=sysadmin&region=gb#page.roles"],
  ["senior sre salary bengaluru", "salaries/?role=sre&region=in#page.roles"],
  ["devops são paulo salary", "salaries/?role=devops-engineer&region=br#page.roles"],
  ["platform engineer salary warsaw", "salaries/?role=platform-engineer&region=pl#page.roles"],
  ["sysadmin salary seattle", "salaries/?role=sysadmin&region=us-seattle#page.roles"],
  ["sre sal", "salaries/?role=sre#page.roles"],
  ["dev ops vs sre salary", "compare/sre-vs-devops-engineer/#pay"],
  ["sre, platform or devops", "compare/?roles=sre,platform-engineer,devops-engineer"],
  ["which certifications for cloud engineers", "roles/cloud-engineer/#fact.certificates"],
  ["finops certification", "roles/finops-engineer/#fact.certificates"],
  ["how to get a job in devops", "roles/devops-engineer/#how-people-get-in"],
  ["platform engineer job description", "articles/writing-the-job-advert/"],
  ["junior sre", "roles/sre/#fact.ladder"],
  ["is sysadmin dying", "roles/sysadmin/#fact.demand"],
  ["what is an error budget", "glossary/error-budget/"],
  ["kubernetes vs docker", "tools/kubernetes/"],
  ["what does a site reliability engineer do", "roles/sre/"],
  ["network engineer to devops", "compare/network-engineer-vs-devops-engineer/"],
  ["senior SRE vs staff SRE", "roles/sre/levels/#step.senior.staff"],
  ["senior vs staff sre", "roles/sre/levels/#step.senior.staff"],
  ["senior SRE vs senior platform engineer", "compare/levels/?roles=sre@senior,platform-engineer@senior"],
  ["senior sre vs platform engineer", "compare/levels/?roles=sre@senior,platform-engineer@senior"],
  ["staff platform engineer or principal sre", "compare/levels/?roles=platform-engineer@staff,sre@principal"],
  ["what is GOV.UK's senior DevOps engineer at Dropbox", "levels/senior/#page.titles"],
  ["skills for staff", "levels/staff/#page.skills"],
  ["difference between senior and staff", "levels/senior/"],
  ["pay of a senior SRE", "salaries/?role=sre#page.roles"],
  ["what to learn to become a cloud engineer", "roles/cloud-engineer/#how-people-get-in"],
  ["how much does a devops make in the us", "salaries/?role=devops-engineer&region=us#page.roles"],
  ["sysadmin or network admin", "compare/network-engineer-vs-sysadmin/"],
];
for (const [query, first] of FIRST) test(`\`${query}\` is answered by ${first}`, () => assert.equal(urls(query)[0], first));

test("a place without a figure for the role leads to the nearest figures, and says so", () => {
  const [{ line, names }] = find(index, "mlops salary london").things;
  assert.deepEqual([names[0], line], ["Pay: MLOps, United Kingdom", "No figure for this place; the page links to the nearest."]);
});
