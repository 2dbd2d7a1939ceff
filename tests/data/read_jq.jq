# Reads the published JSON files (roles.json, then salaries.json) and prints what `tests/open_data.rs` knows from the model.
.[0].roles as $roles | .[1].series as $series |
{
  facts: [$roles[] | .id as $role | .facts[] | [$role, .row, .kind, .text, .level, .amount, (if .unit == "" then null else .unit end), .items,
    (if .sources == [] then null else .sources | join(" ") end), .judgement, .confidence, .as_of]],
  figures: [$series[] | . as $s | .figures[] | [$s.id, .role, .region, .level, .year_from, .year_to, .currency, $s.period, $s.basis, .n, .median, .mean, $s.licence]],
  medians: ([$series[] | {key: .id, value: ([.figures[].median | numbers] | add)}] | map(select(.value != null)) | from_entries),
  types: (([$roles[].facts[] | select(has("amount")).amount | type] | unique) + ([$roles[].facts[].judgement | type] | unique)
    + ([$series[].figures[].year_from | type] | unique) + ([$series[].figures[].median | numbers | type] | unique))
}
