#!/usr/bin/env bash
# The server below the socket, with a disk that fails, forgets and fills up, by chance.
#
#   [SEEDS=1000] [SEED=1] [AT_ONCE=250] Tests/Acceptance/simulate.sh
#
# Each seed is a thousand steps: clients that post, look up and send again, snapshots, clocks that
# jump, faults of the disk, kills and power cuts (also while the server starts), and after each start
# the question whether all is there that was ever told. Built for release, in a directory of its own.
# A seed that fails is printed with what happened, and SEED=n SEEDS=1 plays the same again. The last
# lines count seeds, acknowledgements, power cuts, kills. Exit 0: nothing that was told was lost.
set -euo pipefail
cd "$(dirname "$0")/../.."
SEEDS=${SEEDS:-1000} SEED=${SEED:-1} AT_ONCE=${AT_ONCE:-250}
BUILD=${BUILD:-.build-simulate}

test_release() {
  swift test -c release -Xswiftc -enable-testing --scratch-path "$BUILD" "$@"
}

swift build --build-tests -c release -Xswiftc -enable-testing --scratch-path "$BUILD" >/dev/null
for ((first = SEED; first < SEED + SEEDS; first += AT_ONCE)); do
  count=$((SEED + SEEDS - first < AT_ONCE ? SEED + SEEDS - first : AT_ONCE))
  output=$(SEED=$first SEEDS=$count test_release --skip-build --filter SimulationTests 2>&1) || {
    printf '%s\n' "$output" | grep -v '^\[' >&2
    exit 1
  }
  printf 'from seed %s: %s\n' "$first" "$(printf '%s\n' "$output" | grep '^simulation')"
done
