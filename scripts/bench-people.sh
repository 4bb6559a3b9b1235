#!/usr/bin/env bash
# A municipality of 10,000 families at work: 500 people on PostgreSQL, 200 on SQLite, each reading, thinking (10 s on average, exponential)
# and writing, for 5 minutes, against one server on the same machine. Called by `make bench`, which has built the release binary.
#   HELHED_BENCH_SECONDS_OF_PEOPLE=300   HELHED_BENCH_PEOPLE_FAMILIES=10000
set -euo pipefail
cd "$(dirname "$0")/.."

binary=${HELHED_BINARY:-target/release/helhed}
families=${HELHED_BENCH_PEOPLE_FAMILIES:-10000}
seconds=${HELHED_BENCH_SECONDS_OF_PEOPLE:-300}
work=$PWD/target/bench/people
rm -rf "$work"
mkdir -p "$work"
server=
postgres=
stop_all() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  [ -z "$postgres" ] || as_postgres "$programs/pg_ctl" stop -s -m fast -D "$postgres/data" || true
}
trap stop_all EXIT

programs=$(dirname "$(command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)")
as_postgres() { if [ "$(id -u)" = 0 ]; then su postgres -s /bin/sh -c 'exec "$0" "$@"' -- "$@"; else "$@"; fi; }
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

config() { # config DATABASE: the settings of a server on it
  cat >"$work/helhed.toml" <<CONFIG
municipality = "Prøvekøbing"
database = "$1"
keys = "$work/data/keys"
audit_anchor = "$work/audit-anchor"
listen = "127.0.0.1:0"
synthetic = true
[backup]
folder = "$work/backups"
key = "$work/backup-key"
CONFIG
}

run() { # run NAME DATABASE PEOPLE
  config "$2"
  "$binary" serve --config "$work/helhed.toml" >"$work/out" 2>"$work/err" &
  server=$!
  local address
  until address=$(sed -n 's|^address: http://||p' "$work/out") && [ -n "$address" ]; do
    kill -0 "$server" || { tail -n 5 "$work/err" >&2; exit 1; }
    sleep 0.1
  done
  echo
  echo "## $3 people, $families families, $1, $seconds s"
  echo
  HELHED_BENCH_DATABASE=$2 HELHED_BENCH_ADDRESS=$address HELHED_BENCH_PROCESS=$server HELHED_BENCH_PEOPLE=$3 \
    HELHED_BENCH_SECONDS=$seconds cargo bench --locked --quiet -p helhed-web --bench people
  kill "$server" && wait "$server" 2>/dev/null || true
  server=
}

"$binary" demo --make-only --data "$work/data" --families "$families" --seed 1 >&2
echo "$(nproc) cores of $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(uname -sr); server, database and load on them; targets: 99 % within 200 ms, no error, memory flat"

# PostgreSQL as it is installed, with what the SQLite file holds.
config "sqlite:$work/data/helhed.db"
"$binary" backup --make-key --config "$work/helhed.toml" >&2
"$binary" backup --config "$work/helhed.toml" >&2
postgres=$(mktemp -d)
[ "$(id -u)" != 0 ] || chown postgres "$postgres"
as_postgres "$programs/initdb" -A trust -U postgres -E UTF8 --locale=C -D "$postgres/data" >/dev/null
port=$(free_port)
as_postgres "$programs/pg_ctl" start -s -w -l "$postgres/log" -o "-p $port -k $postgres -c listen_addresses=127.0.0.1" -D "$postgres/data"
url="postgres://postgres@127.0.0.1:$port/postgres"
config "$url"
"$binary" restore "$(find "$work/backups" -type f ! -name purge-ledger | sort | tail -n 1)" --config "$work/helhed.toml" >&2

run PostgreSQL "$url" 500
as_postgres "$programs/pg_ctl" stop -s -m fast -D "$postgres/data"
rm -rf "$postgres"
postgres=
run SQLite "sqlite:$work/data/helhed.db" 200
rm -rf "$work"
