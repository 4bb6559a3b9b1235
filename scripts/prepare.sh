#!/usr/bin/env bash
# Installs what is missing for a purpose, by package name.
#   scripts/prepare.sh test    browser, driver, PostgreSQL, load balancer
#   scripts/prepare.sh bench   load generator
#   scripts/prepare.sh check   cargo's checkers of licences and unused dependencies, and what reads the files of deploy/
# On Debian and its kin it installs; elsewhere it says what to install.
set -euo pipefail

purpose=${1:-test}
packages=()
missing=()

has() { command -v "$1" >/dev/null 2>&1; }

# need PROGRAM PACKAGE WHY: remembers the package when the program is not there
need() {
  has "$1" && return
  missing+=("$1 ($3)")
  packages+=("$2")
}

has_postgresql() {
  # Debian keeps the server's programs off the path
  has initdb && has createdb && return
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

for tool in cargo node npm; do
  has "$tool" || { echo "prepare: $tool is missing: install Rust (rustup) and Node.js 20 or newer first" >&2; exit 1; }
done
need cc build-essential "links programs and compiles SQLite"

case $purpose in
  test)
    has google-chrome || need chromium chromium "the browser of the journeys"
    need chromedriver chromium-driver "drives the browser"
    if ! has_postgresql; then
      missing+=("initdb (PostgreSQL's server)")
      packages+=(postgresql)
    fi
    need psql postgresql-client "talks to PostgreSQL in tests"
    PATH=$PATH:/usr/sbin need haproxy haproxy "stands before two servers in a test"
    need xmllint libxml2-utils "checks archives against their schema"
    ;;
  bench)
    need wrk wrk "makes the load"
    need curl curl "signs in and reads pages"
    python3 -c "import ensurepip" 2>/dev/null || need python3-with-venv python3-venv "holds the evaluation against Polars and DuckDB"
    if [ ! -x /usr/bin/time ]; then # the shell has a word of that name
      missing+=("time (measures memory)")
      packages+=(time)
    fi
    ;;
  check)
    has cargo-deny || cargo install --locked cargo-deny
    has cargo-machete || cargo install --locked cargo-machete
    PATH=$PATH:/usr/sbin need haproxy haproxy "reads its file in deploy/"
    need systemd-analyze systemd "reads its unit in deploy/"
    python3 -c "import ensurepip" 2>/dev/null || need python3-with-venv python3-venv "holds the linters of deploy/"
    ;;
  *)
    echo "usage: scripts/prepare.sh test|bench|check" >&2
    exit 2
    ;;
esac

[ ${#packages[@]} -eq 0 ] && exit 0

printf 'prepare: missing: %s\n' "${missing[@]}"
root=()
if [ "$(id -u)" -ne 0 ]; then root=(sudo); fi
if ! has apt-get || { [ ${#root[@]} -gt 0 ] && ! has sudo; }; then
  echo "prepare: install these with your system's package manager (Debian's names): ${packages[*]}" >&2
  exit 1
fi
echo "prepare: installing ${packages[*]}"
"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q
"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${packages[@]}"
