#!/usr/bin/env bash
# Bytes by libFuzzer at everything that takes bytes from outside, built with the address sanitizer.
#
#   [SECONDS_EACH=60] [BUILD=.build-fuzz] [CORPUS=$BUILD/corpus] Tests/Acceptance/fuzz.sh [TARGET...]
#
# Without targets it runs all, one after the other; each for SECONDS_EACH. It begins with the
# requests of the transcripts, or what a small desk has written, and goes on from what earlier runs
# found, which CORPUS keeps. Its last lines are a line a target: inputs, inputs a second, what was
# found. Exit 0: nothing was. An input that fails is kept in $BUILD/found, and this plays it again:
#
#   FUZZ_TARGET=TARGET .build-fuzz/release/Fuzz .build-fuzz/found/TARGET-...
set -euo pipefail
cd "$(dirname "$0")/../.."
SECONDS_EACH=${SECONDS_EACH:-60}
BUILD=${BUILD:-.build-fuzz}
CORPUS=${CORPUS:-$BUILD/corpus}
export FUZZ_ROOT=$PWD

# A request may take 64 MiB of memory at once; a copy of the book and what it keeps of the inputs
# count as well, so the whole may take more.
ALLOCATION_MIB=64
MEMORY_MIB=2048
# The longest input: more than a request line.
INPUT_BYTES=8192

say() { printf '%s\n' "$*"; }

PIPEROLL_FUZZ=1 swift build -c release --product Fuzz --scratch-path "$BUILD" \
  -Xswiftc -sanitize=fuzzer,address -Xswiftc -enable-testing -Xswiftc -parse-as-library \
  >"$BUILD.log" 2>&1 || { grep -E 'error|warning: unre' "$BUILD.log" >&2; exit 1; }
fuzz=$BUILD/release/Fuzz

targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then read -r -a targets <<<"$(FUZZ_TARGET='' "$fuzz" || true)"; fi
mkdir -p "$BUILD/found"
FUZZ_WORDS=$BUILD/words "$fuzz"

failed=0 summary=''
for target in "${targets[@]}"; do
  export FUZZ_TARGET=$target
  mkdir -p "$CORPUS/$target" "$BUILD/seeds/$target"
  FUZZ_SEEDS=$BUILD/seeds/$target "$fuzz"
  log=$BUILD/$target.log
  found=nothing
  "$fuzz" "$CORPUS/$target" "$BUILD/seeds/$target" -dict="$BUILD/words" -use_value_profile=1 \
    -max_total_time="$SECONDS_EACH" -max_len="$INPUT_BYTES" -malloc_limit_mb="$ALLOCATION_MIB" \
    -rss_limit_mb="$MEMORY_MIB" -timeout=10 -print_final_stats=1 \
    -artifact_prefix="$BUILD/found/$target-" >"$log" 2>&1 || {
    failed=1
    found=$(grep -a -m 1 -E '^FAILED|Fatal error|^SUMMARY|ERROR: ' "$log" || say "see $log")
  }
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  rate=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$log")
  summary+="$target: ${runs:-?} inputs, ${rate:-?} a second; found: $found"$'\n'
  say "$target: $found"
done
printf '%s' "$summary"
exit $failed
