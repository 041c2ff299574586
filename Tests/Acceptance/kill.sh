#!/usr/bin/env bash
# kill -9 at random moments, and after each the question whether all that was acknowledged is there.
#
#   [PIPEROLLD=path PIPEROLL=path] [CYCLES=200] [SEED=n] Tests/Acceptance/kill.sh
#
# The server runs with small segments and frequent snapshots under a load over several connections
# (crash.sh) and is killed: under load, while a snapshot is written, while the journal goes on in its
# next segment, and, some times over, while it starts. After each, every acknowledged reference must
# have its entry, every request sent again must be 208 if it was there and nothing may be posted
# twice, an atomic block is whole or absent, and the book proves itself. Exit 0: nothing was lost.
#
# Without PIPEROLLD and PIPEROLL it builds them for release. The last line counts: crashes by what
# the disk tells of their moment, writes acknowledged, found without an acknowledgement, retried
# (208), posted anew by the retry (201), those found that end what an earlier cycle was told of, lost.
set -euo pipefail
# shellcheck source=Tests/Acceptance/crash.sh
source "$(dirname "$0")/crash.sh"
CYCLES=${CYCLES:-200}
trap 'stop_all; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# Dead first, and then looked at.
crash() { # COMMAND...
  kill_server
  "$@"
}

# A second server on the directory of the first says whose it is, and ends.
refuse_second() {
  local code=0
  timeout "$START_SECONDS" "$PIPEROLLD" serve "$desk" --port 0 >"$work/second" 2>&1 || code=$?
  [ "$code" != 0 ] && [ "$code" != 124 ] || give_up "a second server ended with $code"
  grep -q -w "$server" "$work/second" || give_up "a second server: $(cat "$work/second")"
}

find_programs piperolld piperoll
init_desk "$work/desk"
start_timed
refuse_second
open_accounts
run_cycles "$CYCLES"
