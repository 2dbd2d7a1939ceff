// One address of every kind of page. A kind that is missing here fails `kinds.test.mjs`.

export const KINDS = {
  home: "/",
  roles: "/roles/",
  role: "/roles/sre/",
  matrix: "/compare/",
  pair: "/compare/sre-vs-platform-engineer/",
  "pair without words": "/compare/dbre-vs-finops-engineer/",
  tools: "/tools/",
  tool: "/tools/prometheus/",
  pay: "/salaries/",
  series: "/salaries/foorilla-devops/",
  articles: "/articles/",
  article: "/articles/reading-a-salary-figure/",
  glossary: "/glossary/",
  term: "/glossary/error-budget/",
  page: "/about/",
  sources: "/sources/",
  freshness: "/freshness/",
  reference: "/reference/",
  rule: "/reference/unknown-name/",
  "not found": "/404.html",
};
