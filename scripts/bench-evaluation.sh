#!/usr/bin/env bash
# Measures the evaluation against what the project promises: bundles of 10,000, 100,000 and 1,000,000 adults as Parquet and CSV, on one core and
# on all, and the same monthly self-support table made with Polars and DuckDB from the same files in the same run. Called by `make bench`,
# which has built the binary; HELHED_BENCH_BUNDLES="6222" measures the smallest alone. Told beside each time: CPU seconds and memory; on a
# busy machine only those mean anything, so the load is told too. Each bundle is deleted when it is measured (the largest is 2 GB of CSV).
set -euo pipefail
cd "$(dirname "$0")/.."

binary=${HELHED_BINARY:-target/release/helhed}
work=target/bench/evaluation
python=target/bench/venv/bin/python
mkdir -p "$work"
"$python" -c 'import duckdb, polars' 2>/dev/null \
  || { python3 -m venv target/bench/venv && target/bench/venv/bin/pip install --quiet duckdb polars; }

measured() { # measured COMMAND...: best of three as "seconds cpu kilobytes"
  for _ in 1 2 3; do
    /usr/bin/time -f '%e %U %S %M' "$@" 2>&1 >/dev/null | tail -n 1
  done | sort -n | head -n 1 | awk '{ print $1, $2 + $3, $4 }'
}

rows_of() { # rows_of BUNDLE: the rows of its files, as the results tell them
  "$python" -c 'import json, sys; print(sum(f["rows"] for b in json.load(open(sys.argv[1]))["bundles"] for f in b["files"]))' "$1"
}

echo "load: $(cut -d' ' -f1-3 /proc/loadavg), cores: $(nproc)"
line='%-9s %-8s %-30s %9s %9s %9s\n'
printf "$line" adults format what "s" "CPU s" MB
# 5.6 families have 9 adults.
for families in ${HELHED_BENCH_BUNDLES:-6222 62222 622222}; do
  for format in parquet csv; do
    bundle=$work/$families-$format
    # The window of two years after the start is observed for everybody: 49 months a person.
    [ -d "$bundle" ] || "$binary" synthetic bundle --families "$families" --observed-to 2021-12 --without-attendance --format "$format" --out "$bundle" --quiet >/dev/null
    adults=$(((families * 90 / 56 + 500) / 1000 * 1000))
    if [ "$(nproc)" -gt 1 ] && command -v taskset >/dev/null; then
      read -r seconds cpu kilobytes < <(measured taskset -c 0 "$binary" evaluate "$bundle" --out "$work/results-$families-$format" --quiet)
      printf "$line" "$adults" "$format" "helhed: every table, one core" "$seconds" "$cpu" "$((kilobytes / 1000))"
    fi
    read -r seconds cpu kilobytes < <(measured "$binary" evaluate "$bundle" --out "$work/results-$families-$format" --quiet)
    printf "$line" "$adults" "$format" "helhed: every table, all cores" "$seconds" "$cpu" "$((kilobytes / 1000))"
    # The other engines read three files: held against them, so do we. The others stand empty.
    same=$work/same-files
    rm -rf "$same" && mkdir "$same"
    ln "$bundle"/{manifest.toml,families.*,persons.*,support.*} "$same"
    touch "$same"/{activation,attendance,child_cases,expenses}.csv
    read -r seconds cpu kilobytes < <(measured "$binary" evaluate "$same" --out "$work/results-same-files" --quiet)
    printf "$line" "$adults" "$format" "helhed: tables of three files" "$seconds" "$cpu" "$((kilobytes / 1000))"
    printf '%-9s %-8s %s\n' "$adults" "$format" "rows: $(rows_of "$work/results-$families-$format/results.json")"
    for engine in duckdb duckdb-bits polars polars-bits; do
      read -r seconds cpu kilobytes < <(measured "$python" bench/self_support.py "$engine" "$bundle" "$work/$engine.csv")
      printf "$line" "$adults" "$format" "$engine: one table" "$seconds" "$cpu" "$((kilobytes / 1000))"
      cmp -s <(sort "$work/$engine.csv") <(cut -d, -f1-4 "$work/results-$families-$format/tables/self_support_monthly.csv" | sort) \
        || { echo "bench: $engine disagrees with helhed"; exit 1; }
    done
    rm -rf "$bundle" "$same"
  done
done
