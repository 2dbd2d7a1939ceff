"""Reads the published CSV files with pandas as the open-data page advises, and prints what it saw as JSON."""

import json
import sys

import pandas

folder = sys.argv[1]
facts = pandas.read_csv(
    f"{folder}/api/v1/facts.csv",
    keep_default_na=False,
    na_values={"amount": ""},
    dtype={"as_of": "string"},
    converters={"items": lambda text: json.loads(text) if text else None},
)
figures = pandas.read_csv(f"{folder}/api/v1/salaries.csv", dtype={"year": "string"})


def value(cell):
    if isinstance(cell, list):
        return cell
    return None if pandas.isna(cell) or cell == "" else cell.item() if hasattr(cell, "item") else cell


def kind(column):
    if pandas.api.types.is_bool_dtype(column):
        return "boolean"
    return "number" if pandas.api.types.is_numeric_dtype(column) else str(column.dtype)


def rows(table, columns):
    return [[value(cell) for cell in row] for row in table[columns].itertuples(index=False, name=None)]


median = figures[figures["median"].notna()].groupby("series")["median"].sum().astype(int)
json.dump(
    {
        "facts": rows(facts, ["role", "row", "kind", "text", "level", "amount", "unit", "items", "sources", "judgement", "confidence", "as_of"]),
        "figures": rows(figures, ["series", "role", "region", "level", "year_from", "year_to", "currency", "period", "basis", "n", "median", "mean", "licence"]),
        "medians": {series: int(total) for series, total in median.items()},
        "types": [kind(facts["amount"]), kind(facts["judgement"]), kind(figures["year_from"]), kind(figures["median"])],
    },
    sys.stdout,
)
