#!/usr/bin/env bash
# The sample book's general ledger through REPORT JOURNAL and hledger, which adds it up itself.
#
#   [PIPEROLLD=path PIPEROLL=path] [ACCOUNTS=2000] [SEED=1234] Tests/Acceptance/journal.sh
#
# Without PIPEROLLD and PIPEROLL it builds them for release. Without hledger it says so and exits 77.
# It serves the book of `piperolld demo`, moves some of its money about and compares, on several
# days, every balance of hledger with REPORT TRIAL and REPORT AGING. Exit 0: all agreed.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
ACCOUNTS=${ACCOUNTS:-2000}
SEED=${SEED:-1234}
# Bounds, so that a hang is a failure and not a wait: a start, one question, one whole load.
readonly START_SECONDS=20 ASK_SECONDS=120 LOAD_SECONDS=300
# shellcheck source=journal-compare.sh
. "$here/journal-compare.sh"

work=$(mktemp -d)
server=
failures=0

finish() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap finish EXIT

say() { printf '%s\n' "$*"; }
fail() {
  say "FAILED: $*"
  failures=$((failures + 1))
}
give_up() {
  say "FAILED: $*"
  [ ! -s "$work/serve.log" ] || tail -n 20 "$work/serve.log"
  exit 1
}

find_binaries() {
  if [ -n "${PIPEROLLD:-}" ] && [ -n "${PIPEROLL:-}" ]; then return 0; fi
  swift build -c release --package-path "$root" >&2 || give_up "swift build -c release"
  PIPEROLLD=$root/.build/release/piperolld
  PIPEROLL=$root/.build/release/piperoll
}

start_server() {
  local tries=$((START_SECONDS * 20))
  "$PIPEROLLD" serve "$work/book" --port 0 --port-file "$work/port" >"$work/serve.log" 2>&1 &
  server=$!
  until [ -s "$work/port" ]; do
    kill -0 "$server" 2>/dev/null || give_up "the server ended while it started"
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || give_up "the server did not get ready"
    sleep 0.05
  done
}

# The client with its own arguments, for so many seconds at most.
client() {
  local seconds=$1
  shift
  timeout "$seconds" "$PIPEROLL" --url "piperolls://127.0.0.1:$(cat "$work/port")" \
    --cert "$work/book/admin.pem" --key "$work/book/admin.key" \
    --cacert "$work/book/server.pem" "$@"
}

ask() { printf '%s\n' "$1" | client "$ASK_SECONDS"; }

# What the sample has none of, on its newest accounts that have something unapplied or open.
move_money() {
  local ids
  ids=$(ask "REPORT AGING by=account" | awk -F '\t' '$1 == "USD" && $2 ~ /^T-/ { print $2 }' \
    | tail -n 40)
  local id last=
  for id in $ids; do
    printf 'POST PAYMENT %s 75.00 apply=none date=-20d\n' "$id"
    printf 'POST REFUND %s 5.00 date=-19d\n' "$id"
    [ -z "$last" ] || printf 'POST TRANSFER %s %s 7.00 date=-18d\n' "$id" "$last"
    printf 'POST WRITEOFF %s 1.00 reason=uncollectible date=-15d\n' "$id"
    printf 'POST RECOVERY %s 0.50 method=agency date=-10d\n' "$id"
    printf 'POST CHARGE %s 3.00 kind=late date=-9d\n' "$id"
    last=$id
  done
  # Whatever these are: some can be reversed, and in part before what came behind them.
  local number
  for number in $(seq 3000 97 12000); do printf 'POST REVERSE %s reason=nsf\n' "$number"; done
}

command -v hledger >/dev/null || { say "skipped: hledger is not installed"; exit 77; }
find_binaries
timeout "$ASK_SECONDS" "$PIPEROLLD" init "$work/book" >"$work/init.log" 2>&1 \
  || { cat "$work/init.log"; give_up "piperolld init"; }
start_server
"$PIPEROLLD" demo --print --accounts "$ACCOUNTS" --seed "$SEED" \
  | client "$LOAD_SECONDS" >"$work/replies" || fail "the load ended with $?"
say "the sample book: $(grep -c '^201 ' "$work/replies") entries"
move_money >"$work/moves"
client "$LOAD_SECONDS" <"$work/moves" >"$work/moved" || true
say "and $(grep -c '^201 ' "$work/moved") of $(wc -l <"$work/moves") movements of money"
for days in 0 12 45 200; do compare_journal "$(date -u -d "-$days days" +%F)"; done

# As a person would: one line, a file, hledger.
client "$ASK_SECONDS" REPORT JOURNAL from=-30d >"$work/month.journal" \
  || fail "piperoll REPORT JOURNAL"
hledger -f - check <"$work/month.journal" || fail "hledger -f - check of a month"
hledger -f "$work/month.journal" balance --flat -N | LC_ALL=C sort >"$work/by-month"
client "$ASK_SECONDS" REPORT JOURNAL >"$work/whole.journal"
hledger -f "$work/whole.journal" balance --flat -N | LC_ALL=C sort >"$work/by-whole"
cmp -s "$work/by-month" "$work/by-whole" || fail "a month's balances are not the book's"
[ "$failures" = 0 ] || { say "$failures comparisons failed"; exit 1; }
say "all agreed"
