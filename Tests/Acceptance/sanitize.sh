#!/usr/bin/env bash
# The tests of the store, of recovery and of verify, built with the sanitizers of the compiler.
#
#   [FILTER=regex] [SANITIZERS="thread address"] Tests/Acceptance/sanitize.sh
#
# Each sanitizer has a build of its own (.build-thread, .build-address), some minutes long the first
# time. Exit 0: no data race, no bad access, no failure. `FILTER` names other tests.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
FILTER=${FILTER:-PiperollStoreTests|BookFilesTests|PiperollServerTests.VerifyTests}
SANITIZERS=${SANITIZERS:-thread address}
suppressions=$(mktemp)
trap 'rm -f "$suppressions"' EXIT
# The standard library's Mutex waits in code that is not instrumented, so a lock that was waited for
# seems not to be held: a program of twenty lines, in which four threads append to an array behind a
# Mutex, is reported the same, and with NSLock in its place it is not. Of ours only this one is held
# during calls to the disk, and so is waited for: all of its state is in one Mutex.
echo "race:SpareSegment" >"$suppressions"
# The first finding ends a run: what comes after it is often its consequence.
export TSAN_OPTIONS="halt_on_error=1 suppressions=$suppressions ${TSAN_OPTIONS:-}"
# Leaks are not looked for: the runtime keeps metadata that nothing frees.
export ASAN_OPTIONS="halt_on_error=1 detect_leaks=0 ${ASAN_OPTIONS:-}"

for sanitizer in $SANITIZERS; do
  printf '%s\n' "$sanitizer: $FILTER"
  swift test --package-path "$root" --sanitize "$sanitizer" \
    --scratch-path "$root/.build-$sanitizer" --filter "$FILTER"
done
printf '%s\n' "all clean"
