"""Reads the published CSV files with DuckDB as the open-data page advises, and prints what it saw as JSON."""

import json
import sys

import duckdb

folder = sys.argv[1]
duckdb.sql(f"CREATE VIEW facts AS FROM read_csv('{folder}/api/v1/facts.csv', types = {{'as_of': 'VARCHAR', 'items': 'VARCHAR[]'}})")
duckdb.sql(f"CREATE VIEW figures AS FROM read_csv('{folder}/api/v1/salaries.csv', types = {{'year': 'VARCHAR'}})")


def kind(column):
    name = str(column).split("(")[0]
    return {"BOOLEAN": "boolean", "BIGINT": "number", "DOUBLE": "number", "DECIMAL": "number"}.get(name, name)


def rows(query):
    return [list(row) for row in duckdb.sql(query).fetchall()]


json.dump(
    {
        "facts": rows("SELECT role, \"row\", kind, text, level, amount, unit, items, sources, judgement, confidence, as_of FROM facts"),
        "figures": rows("SELECT series, role, region, level, year_from, year_to, currency, period, basis, n, median, mean, licence FROM figures"),
        "medians": dict(duckdb.sql("SELECT series, sum(median)::BIGINT FROM figures WHERE median IS NOT NULL GROUP BY series").fetchall()),
        "types": [kind(one) for one in duckdb.sql("SELECT amount, judgement FROM facts").types + duckdb.sql("SELECT year_from, median FROM figures").types],
    },
    sys.stdout,
)
