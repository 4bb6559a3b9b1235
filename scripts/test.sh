#!/usr/bin/env bash
# Builds and runs every test, and closes with the line "N passed, N failed", counted from what the runners said. A step that cannot run at
# all, such as a build that breaks, counts as one failed. Called by `make test`, which has fetched what is needed.
set -uo pipefail
cd "$(dirname "$0")/.."

# Long enough for a slow machine with two cores, short enough to end before a hosted run is cut off without a word.
limit=${HELHED_TEST_LIMIT:-45m}
export CARGO_TERM_COLOR=never
log=target/test.log
mkdir -p target
rm -f "$log" target/test-count
broken=0

step() {
  echo "test: $*"
  # Deaf to what the harness leaves running: only what the step itself prints is counted.
  timeout -k 30 "$limit" "$@" 2>&1 | tee -a "$log"
  return "${PIPESTATUS[0]}"
}

count() { # the sum of all "<number> <word>" in result lines, of both runners
  grep -E '^(test result:|[[:space:]]*Summary \[)' "$log" 2>/dev/null | grep -oE "[0-9]+ $1" | awk '{ sum += $1 } END { print sum + 0 }'
}

# --bins --tests in one go: the journeys run the binary, and building it apart would compile every dependency twice with other features.
if step cargo build --locked --workspace --bins --tests; then
  if command -v cargo-nextest >/dev/null 2>&1; then
    # One more than cores: some tests wait for a minute to pass, and would keep a core idle.
    step cargo nextest run --locked --workspace --no-fail-fast --test-threads $(($(nproc) + 1)) || failed_run=1
    step cargo test --locked --workspace --doc --no-fail-fast || failed_run=1
  else
    step cargo test --locked --workspace --no-fail-fast || failed_run=1
  fi
else
  broken=1
fi

passed=$(count passed)
failed=$(($(count failed) + $(count 'timed out') + broken))
# A run that ended badly without naming a test (killed, out of time, a doc test that does not compile) is a failure too.
if [ "${failed_run:-0}" -eq 1 ] && [ "$failed" -eq 0 ]; then failed=1; fi
echo "$passed passed, $failed failed" >target/test-count
# .ci/run says it itself, after whatever make has to say about a failure.
[ -n "${HELHED_COUNT_LATER:-}" ] || cat target/test-count
[ "$failed" -eq 0 ]
