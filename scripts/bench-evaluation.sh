#!/usr/bin/env bash
# Measures the evaluation against what the project promises: bundles of 10,000, 100,000 and 1,000,000 adults as Parquet and CSV, and the
# same monthly self-support table made with Polars and DuckDB from the same files in the same run. Called by `make bench`, which has built the
# binary; HELHED_BENCH_BUNDLES="6222" measures the smallest alone. Told beside each time: CPU seconds and memory; on a busy machine only
# those mean anything, so the load is told too.
set -euo pipefail
cd "$(dirname "$0")/.."

binary=${HELHED_BINARY:-target/release/helhed}
work=target/bench/evaluation
python=target/bench/venv/bin/python
mkdir -p "$work"
[ -x "$python" ] || { python3 -m venv target/bench/venv && target/bench/venv/bin/pip install --quiet duckdb polars; }

measured() { # measured COMMAND...: best of three as "seconds cpu kilobytes"
  for _ in 1 2 3; do
    /usr/bin/time -f '%e %U %S %M' "$@" 2>&1 >/dev/null | tail -n 1
  done | sort -n | head -n 1 | awk '{ print $1, $2 + $3, $4 }'
}

echo "load: $(cut -d' ' -f1-3 /proc/loadavg), cores: $(nproc)"
printf '%-9s %-8s %-28s %9s %9s %9s\n' adults format what "s" "CPU s" MB
# 5.6 families have 9 adults.
for families in ${HELHED_BENCH_BUNDLES:-6222 62222 622222}; do
  for format in parquet csv; do
    bundle=$work/$families-$format
    # The window of two years after the start is observed for everybody: 49 months a person.
    [ -d "$bundle" ] || "$binary" synthetic bundle --families "$families" --observed-to 2021-12 --without-attendance --format "$format" --out "$bundle" --quiet >/dev/null
    adults=$((families * 90 / 56 / 1000 * 1000))
    read -r seconds cpu kilobytes < <(measured "$binary" evaluate "$bundle" --out "$work/results-$families-$format" --quiet)
    printf '%-9s %-8s %-28s %9s %9s %9s\n' "$adults" "$format" "helhed: every table" "$seconds" "$cpu" "$((kilobytes / 1000))"
    for engine in duckdb duckdb-bits polars polars-bits; do
      read -r seconds cpu kilobytes < <(measured "$python" bench/self_support.py "$engine" "$bundle" "$work/$engine.csv")
      printf '%-9s %-8s %-28s %9s %9s %9s\n' "$adults" "$format" "$engine: one table" "$seconds" "$cpu" "$((kilobytes / 1000))"
      cmp -s <(sort "$work/$engine.csv") <(cut -d, -f1-4 "$work/results-$families-$format/tables/self_support_monthly.csv" | sort) \
        || { echo "bench: $engine disagrees with helhed"; exit 1; }
    done
  done
done
