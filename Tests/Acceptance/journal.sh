#!/usr/bin/env bash
# The sample book's general ledger through REPORT JOURNAL and hledger, which adds it up itself.
#
#   [PIPEROLLD=path PIPEROLL=path] [ACCOUNTS=2000] [SEED=1234] Tests/Acceptance/journal.sh
#
# Without PIPEROLLD and PIPEROLL it builds them for release. Without hledger it says so and exits 77.
# It serves the book of `piperolld demo`, moves some of its money about and compares, on several
# days, every balance of hledger with REPORT TRIAL and REPORT AGING. Exit 0: all agreed.
set -euo pipefail

# shellcheck source=Tests/Acceptance/server.sh
source "$(dirname "$0")/server.sh"
# shellcheck source=Tests/Acceptance/journal-compare.sh
source "$here/journal-compare.sh"
ACCOUNTS=${ACCOUNTS:-2000}
SEED=${SEED:-1234}
circumstances="SEED=$SEED"
trap 'stop_server; rm -rf "$work"' EXIT

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
find_programs piperolld piperoll
init_desk "$work/desk"
start_server
"$PIPEROLLD" demo --print --accounts "$ACCOUNTS" --seed "$SEED" \
  | timeout "$LOAD_SECONDS" "${client[@]}" >"$work/replies" || fail "the load ended with $?"
say "the sample book: $(grep -c '^201 ' "$work/replies") entries"
move_money >"$work/moves"
timeout "$LOAD_SECONDS" "${client[@]}" <"$work/moves" >"$work/moved" || true
say "and $(grep -c '^201 ' "$work/moved") of $(wc -l <"$work/moves") movements of money"
for days in 0 12 45 200; do compare_journal "$(date -u -d "-$days days" +%F)"; done

# As a person would: one line, a file, hledger.
timeout "$ASK_SECONDS" "${client[@]}" REPORT JOURNAL from=-30d >"$work/month.journal" \
  || fail "piperoll REPORT JOURNAL"
hledger -f - check <"$work/month.journal" || fail "hledger -f - check of a month"
hledger -f "$work/month.journal" balance --flat -N | LC_ALL=C sort >"$work/by-month"
timeout "$ASK_SECONDS" "${client[@]}" REPORT JOURNAL >"$work/whole.journal"
hledger -f "$work/whole.journal" balance --flat -N | LC_ALL=C sort >"$work/by-whole"
cmp -s "$work/by-month" "$work/by-whole" || fail "a month's balances are not the book's"
conclude
