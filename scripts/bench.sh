#!/usr/bin/env bash
# Measures a release build against what the project promises: bench/README.md says what. Called by `make bench`, which has built it.
#   HELHED_BENCH_SECONDS=20                length of each load
#   HELHED_BENCH_FAMILIES="10000 100000"   municipalities: pages on the first; search, start and memory on the last
#   HELHED_BENCH_FRESH=1                   makes the municipalities anew
# Figures, not tests: a missed target is marked and does not fail.
set -euo pipefail
cd "$(dirname "$0")/.."

binary=${HELHED_BINARY:-target/release/helhed}
seconds=${HELHED_BENCH_SECONDS:-20}
read -r -a sizes <<<"${HELHED_BENCH_FAMILIES:-10000 100000}"
work=target/bench
mkdir -p "$work"
results=$work/results.md
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null' EXIT
# What was made with other tables cannot be opened by this build.
tables=$(cat crates/store/migrations/sqlite/*.sql | sha256sum | cut -c1-12)

now() { date +%s%N; }
say() { echo "$@" | tee -a "$results"; }

data() { echo "$work/data-$1-$tables"; } # data FAMILIES: the folder

make_data() { # make_data FAMILIES: makes the municipality unless it is there; sets made_s
  local families=$1 folder began
  folder=$(data "$families")
  made_s=
  [ -z "${HELHED_BENCH_FRESH:-}" ] || rm -rf "$folder"
  [ -e "$folder/sign-ins" ] && return
  rm -rf "$work/data-$families-"*
  echo "bench: making $families families" >&2
  began=$(now)
  "$binary" demo --make-only --data "$folder" --families "$families" --seed 1 >&2
  made_s=$((($(now) - began) / 1000000000))
}

start() { # start FAMILIES: sets server, address and start_ms, the time until /health answers
  local folder out=$work/server-$1.out began
  folder=$(data "$1")
  : >"$out"
  began=$(now)
  "$binary" demo --port 0 --data "$folder" >"$out" 2>"$work/server-$1.err" &
  server=$!
  until address=$(sed -n 's/^address: //p' "$out") && [ -n "$address" ] && curl -sf -o /dev/null "$address/health"; do
    kill -0 "$server" 2>/dev/null || { echo "bench: the server ended: $(tail -n 3 "$work/server-$1.err")" >&2; exit 1; }
    sleep 0.01
  done
  start_ms=$((($(now) - began) / 1000000))
}

stop() { kill "$server" && wait "$server" 2>/dev/null || true; server=; }

sign_in() { # sign_in FAMILIES ROLE: the Cookie header of the first account of the role
  local username password jar=$work/cookies
  read -r username password < <(sed -n "s/^sign-in: $2 //p" "$(data "$1")/sign-ins" | head -n 1)
  rm -f "$jar"
  curl -s -L -c "$jar" -b "$jar" -o "$work/page" --data-urlencode "username=$username" --data-urlencode "phrase=$password" "$address/sign-in"
  awk 'NF == 7 && ($1 !~ /^#/ || $1 ~ /^#HttpOnly_/) { printf "%s%s=%s", separator, $6, $7; separator = "; " }' "$jar"
}

report() { # report NAME VALUE UNIT at-least|at-most LIMIT
  local word=met
  awk -v value="$2" -v limit="$5" -v kind="$4" 'BEGIN { exit !(kind == "at-least" ? value >= limit : value <= limit) }' || word=MISSED
  say "| $1 | ${4/-/ } $5 $3 | $2 $3 | $word |"
}

load() { # load NAME COOKIE PATHS-FILE [AT-LEAST-PER-SECOND]
  local name=$1 cookie=$2 paths=$3 out=$work/wrk.out length
  [ -s "$paths" ] || { say "| $name | | no address to load | MISSED |"; return; }
  for length in 2 "$seconds"; do
    wrk -t2 -c32 -d"${length}s" --latency -s bench/walk.lua "$address" -- "$paths" "$cookie" >"$out"
  done
  if grep -q 'Non-2xx' "$out"; then
    say "| $name | no errors | $(grep 'Non-2xx' "$out" | tr -s ' ') | MISSED |"
    return
  fi
  local rate within
  rate=$(awk '/^Requests\/sec/ { printf "%.0f", $2 }' "$out")
  within=$(awk '$1 == "99%" { t = $2; if (t ~ /us$/) t /= 1000; else if (t ~ /ms$/) t += 0; else t *= 1000; printf "%.1f", t }' "$out")
  if [ -n "${4:-}" ]; then
    report "$name, a second" "$rate" "" at-least "$4"
  else
    say "| $name, a second | | $rate | |"
  fi
  report "$name, 99 % within" "$within" ms at-most 60
}

family_pages() { # family_pages COOKIE: the addresses of every family page, from the pages of the list
  local page=1 found
  while found=$(curl -s -H "Cookie: $1" "$address/families?page=$page" | grep -oE 'href="/families/[0-9a-f-]{36}"') && [ -n "$found" ]; do
    echo "$found" | sed 's/^href="//; s/"$//'
    page=$((page + 1))
  done | sort -u
}

chart_pages() { # chart_pages COOKIE: the addresses of every course that a coordinator may see
  local family
  curl -s -H "Cookie: $1" "$address/families" | grep -oE 'href="/families/[0-9a-f-]{36}"' | sed 's/^href="//; s/"$//' | sort -u | while read -r family; do
    curl -s -H "Cookie: $1" "$address$family/ratings" | { grep -oE 'href="/families/[0-9a-f-]{36}/ratings/[0-9a-f-]{36}"' || true; } | sed 's/^href="//; s/"$//'
  done | sort -u
}

moved() { # moved COOKIE: what a moved slider asks for, one after another; the slowest of a hundred in ms
  local at
  for at in $(seq 1 100); do
    curl -s -o /dev/null -w '%{time_total}\n' -H "Cookie: $1" "$address/economy/new?effect=$at&part=1"
  done | sort -n | awk '{ slowest = $1 } END { printf "%.0f", slowest * 1000 }'
}

: >"$results"
say "# What \`make bench\` measured"
say
say "$(date -u +%Y-%m-%d), $("$binary" --version), SQLite, load from the same machine for $seconds s."
say "$(nproc) cores of $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(awk '/MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo), $(uname -sr), load average before $(cut -d ' ' -f 1 /proc/loadavg)."
say
say "| figure | target | measured | |"
say "|---|---|---|---|"
report "the binary" "$(($(stat -c %s "$binary") / 1000000))" MB at-most 80

size=${sizes[0]}
make_data "$size"
[ -z "$made_s" ] || say "| $size families made in | | $made_s s | |"
start "$size"
leader=$(sign_in "$size" team_leader)
coordinator=$(sign_in "$size" coordinator)
family_pages "$leader" >"$work/families"
echo /families >"$work/list"
echo /today >"$work/today"
load "family page, $(wc -l <"$work/families") families" "$leader" "$work/families" 800
load "Today" "$coordinator" "$work/today"
load "own families" "$coordinator" "$work/list"
sed 's/$/\/journal/' "$work/families" >"$work/journals"
load "journal, $(wc -l <"$work/journals") families" "$leader" "$work/journals"
chart_pages "$coordinator" >"$work/charts"
load "a person's chart, $(wc -l <"$work/charts") courses" "$coordinator" "$work/charts"
report "slider to picture, the slowest of 100" "$(moved "$leader")" ms at-most 100
stop

size=${sizes[-1]}
make_data "$size"
[ -z "$made_s" ] || say "| $size families made in | | $made_s s | |"
start "$size"
stop
start "$size" # again, with the file in the system's memory
report "start until /health answers, $size families" "$start_ms" ms at-most 1000
leader=$(sign_in "$size" team_leader)
# Common and rare names, beginnings, two words, none.
printf '/search part=1&q=%s\n' Holm Niel Han Ravn Mari Lar Ali Sofie+Lund Emil+Dahl M%C3%B8ller Q Yildiz Xyz >"$work/search"
load "search, $size families" "$leader" "$work/search"
report "memory after the load, $size families" "$(awk '/VmRSS/ { printf "%.0f", $2 / 1000 }' "/proc/$server/status")" MB at-most 200
stop
