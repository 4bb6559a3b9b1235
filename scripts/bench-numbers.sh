#!/usr/bin/env bash
# Measures the two commands that compute without a database against what the project promises: a million ratings from CSV, and an
# economic model with 50 prices, 10 effects, 30 years and 10,000 draws on one core. Called by `make bench`, which has built the binary.
set -euo pipefail
cd "$(dirname "$0")/.."

binary=${HELHED_BINARY:-target/release/helhed}
work=target/bench/numbers
missed=0

report() { # report NAME VALUE UNIT LIMIT
  local word=met
  if ! awk -v value="$2" -v limit="$4" 'BEGIN { exit !(value <= limit) }'; then
    word=MISSED
    missed=$((missed + 1))
  fi
  printf '%-58s %10s %-6s at most %s: %s\n' "$1" "$2" "$3" "$4" "$word"
}

measured() { # measured COMMAND...: best of three as "seconds kilobytes"
  for _ in 1 2 3; do
    /usr/bin/time -f '%e %M' "$@" 2>&1 >/dev/null | tail -n 1
  done | sort -n | head -n 1
}

make_bundle() { # 100,000 episodes of one client with ten ratings each, in no order
  mkdir -p "$1"
  printf 'schema = 1\nobserved_to = "2020-03"\n' >"$1/manifest.toml"
  awk 'BEGIN {
    print "episode_id,family_id,client_id,birth_date,opened,closed,outcome"
    for (e = 0; e < 100000; e++)
      printf "E%d,F%d,C%d,%d-05-17,2018-01-01,%s\n", e, e, e, 1975 + e % 38, e % 2 ? "2018-12-31,planned" : ","
  }' >"$1/episodes.csv"
  awk 'BEGIN {
    srand(1)
    print "episode_id,client_id,rater,rater_id,instrument,date,item_1,item_2,item_3,item_4"
    for (i = 0; i < 1000000; i++) {
      e = (i * 61) % 100000; k = int(i / 100000)
      printf "E%d,C%d,%s,ors,2018-%02d-%02d", e, e, e % 3 ? "self," : "collateral,R" e, 1 + k, 1 + e % 28
      for (j = 0; j < 4; j++) printf ",%.1f", int(100 * rand()) / 10
      print ""
    }
  }' >"$1/ratings.csv"
}

make_model() {
  mkdir -p "$1"
  printf 'name = "bench"\nparticipants = 100\nbase_year = 2025\nhorizon_first = 2020\nhorizon_last = 2049\ndiscount_rate = "official"\n' >"$1/model.toml"
  awk 'BEGIN { print "year,item,type,amount_dkk,price_year,payer"; for (y = 2020; y < 2050; y++) print y ",running,operation,1000000,2025,municipality" }' >"$1/costs.csv"
  awk 'BEGIN {
    print "price_id,area,municipality,region,state,price_year,low,mode,high"
    for (p = 0; p < 50; p++) printf "p%d,area %d,%d,%d,%d,2025,0.8,1,1.3\n", p, p % 8, 1000 + 777 * p, 10 * p, 20 * p
  }' >"$1/price_book.csv"
  awk 'BEGIN {
    profile = "1"; for (k = 1; k < 30; k++) profile = profile ";1"
    print "effect_id,estimate,low,high,evidence,start_year,profile"
    for (e = 0; e < 10; e++) print "e" e ",0.05,0.01,0.12,quasi,2020," profile
  }' >"$1/effects.csv"
  awk 'BEGIN { print "effect_id,price_id,year_after_start,quantity_per_success"; for (e = 0; e < 10; e++) for (p = 0; p < 50; p++) print "e" e ",p" p ",,0.1" }' >"$1/consequences.csv"
}

[ -f "$work/bundle/ratings.csv" ] || make_bundle "$work/bundle"
[ -f "$work/model/consequences.csv" ] || make_model "$work/model"
read -r seconds kilobytes < <(measured "$binary" fit report --bundle "$work/bundle" --out "$work/fit")
report "a million ratings from CSV" "$seconds" s 2
report "memory for them" "$((kilobytes / 1000))" MB 500
read -r seconds kilobytes < <(measured taskset -c 0 "$binary" economy "$work/model" --out "$work/economy")
report "economic model, all scenarios, 10,000 draws, one core" "$seconds" s 1

[ "$missed" -eq 0 ] || { echo "bench: $missed missed"; exit 1; }
