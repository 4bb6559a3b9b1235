#!/usr/bin/env bash
# Measures a release build against what the project promises, server and load on the same machine. Called by `make bench`, which has built it.
#   HELHED_BENCH_SECONDS=10   length of each load
#   HELHED_BENCH_FAMILIES="10000 100000"   municipalities to measure: pages on the first, search and start-up on the last
# Municipalities are made once and kept in target/bench; remove the folder to make them anew.
set -euo pipefail
cd "$(dirname "$0")/.."

binary=${HELHED_BINARY:-target/release/helhed}
seconds=${HELHED_BENCH_SECONDS:-10}
read -r -a sizes <<<"${HELHED_BENCH_FAMILIES:-10000 100000}"
work=target/bench
mkdir -p "$work"
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null' EXIT
missed=0

now() { date +%s%N; }

start() { # start FAMILIES: sets server, address; prints nothing
  local families=$1 out=$work/server-$1.out began
  : >"$out"
  began=$(now)
  "$binary" demo --port 0 --data "$work/data-$families" --families "$families" --seed 1 >"$out" 2>"$work/server-$families.err" &
  server=$!
  until address=$(sed -n 's/^address: //p' "$out") && [ -n "$address" ]; do
    kill -0 "$server" 2>/dev/null || { echo "bench: the server ended: $(tail -n 3 "$work/server-$families.err")" >&2; exit 1; }
    sleep 0.02
  done
  until curl -s -o "$work/page" "$address/"; do sleep 0.02; done
  start_ms=$((($(now) - began) / 1000000))
  sleep 0.5 # the sign-ins may follow the address
}

stop() { kill "$server" && wait "$server" 2>/dev/null || true; server=; }

sign_in() { # sign_in ROLE: fills the cookie jar and gives the Cookie header
  local role=$1 username password jar=$work/cookies
  read -r username password < <(sed -n "s/^sign-in: $role //p" "$work"/server-"$size".out | head -n 1)
  rm -f "$jar"
  curl -s -L -c "$jar" -b "$jar" -o "$work/page" --data-urlencode "username=$username" --data-urlencode "phrase=$password" "$address/sign-in"
  awk 'NF == 7 && ($1 !~ /^#/ || $1 ~ /^#HttpOnly_/) { printf "%s%s=%s", separator, $6, $7; separator = "; " }' "$jar"
}

report() { # report NAME VALUE UNIT at-least|at-most LIMIT
  local word=met
  if ! awk -v value="$2" -v limit="$5" -v kind="$4" 'BEGIN { exit !(kind == "at-least" ? value >= limit : value <= limit) }'; then
    word=MISSED
    missed=$((missed + 1))
  fi
  printf '%-58s %10s %-6s %s %s: %s\n' "$1" "$2" "$3" "${4/-/ }" "$5" "$word"
}

load() { # load NAME CLIENTS COOKIE PATHS-FILE [AT-LEAST-PER-SECOND]
  local name=$1 clients=$2 cookie=$3 paths=$4 out=$work/wrk.out
  [ -s "$paths" ] || { echo "bench: no address to load for: $name" >&2; missed=$((missed + 1)); return; }
  wrk -t 1 -c "$clients" -d 2s -H "Cookie: $cookie" -s scripts/bench.lua "$address" -- "$paths" >/dev/null
  wrk -t 1 -c "$clients" -d "${seconds}s" --latency -H "Cookie: $cookie" -s scripts/bench.lua "$address" -- "$paths" >"$out"
  if grep -q 'Non-2xx' "$out"; then
    echo "bench: $name answered with errors: $(grep 'Non-2xx' "$out")" >&2
    missed=$((missed + 1))
  fi
  [ -z "${5:-}" ] || report "$name, requests a second" "$(awk '/^Requests\/sec/ { print $2 }' "$out")" /s at-least "$5"
  report "$name, 99 % within" "$(awk '$1 == "99%" { t = $2; if (t ~ /us$/) t /= 1000; else if (t ~ /ms$/) t += 0; else t *= 1000; printf "%.1f", t }' "$out")" ms at-most 60
}

links() { # links PATH PATTERN COOKIE: the distinct addresses on a page that match
  curl -s -H "Cookie: $3" "$address$1" | grep -oE "href=\"$2\"" | sed 's/^href="//; s/"$//' | sort -u
}

echo "$(nproc) cores, $(awk '/MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo), $(uname -sr); $($binary --version); SQLite; load from the same machine for $seconds s"
report "binary" "$(($(stat -c %s "$binary") / 1000000))" MB at-most 80

size=${sizes[0]}
start "$size"
cookie=$(sign_in coordinator)
links /families '/families/[0-9a-f-]{36}' "$cookie" >"$work/families"
echo /families >"$work/list"
echo /today >"$work/today"
load "family page, $size families, 32 connections" 32 "$cookie" "$work/families" 800
load "own families, $size families, 32 connections" 32 "$cookie" "$work/list"
load "Today, $size families, 32 connections" 32 "$cookie" "$work/today"
stop

size=${sizes[-1]}
start "$size" # makes the municipality the first time
stop
start "$size"
report "start to first page, $size families" "$start_ms" ms at-most 1000
cookie=$(sign_in team_leader)
printf '/search?q=%s\n' Bir Niel Han Møl Mari Lar >"$work/search.raw"
sed 's/ø/%C3%B8/' "$work/search.raw" >"$work/search"
load "search, $size families, 8 connections" 8 "$cookie" "$work/search"
report "resident memory after the load, $size families" "$(awk '/VmRSS/ { printf "%.0f", $2 / 1000 }' "/proc/$server/status")" MB at-most 200
stop

[ "$missed" -eq 0 ] || { echo "bench: $missed missed"; exit 1; }
