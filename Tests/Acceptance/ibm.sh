#!/usr/bin/env bash
# IBM's receivables sample through the real server and client, compared with an independent oracle.
#
#   [PIPEROLLD=path PIPEROLL=path] [ROUNDS=5] [SEED=n] Tests/Acceptance/ibm.sh [CSV]
#
# Without PIPEROLLD and PIPEROLL it builds them for release. Without a CSV it takes the one in
# ../shared/data/ar_csv beside the project; where there is none, it says so and exits 77.
# First it loads the file and compares agings, account by account and in total, on many days, and
# where hledger is installed the general ledger with what hledger makes of REPORT JOURNAL. Then,
# ROUNDS times, it kills the server with SIGKILL at a random moment of the pipe, starts it again,
# runs the same pipe once more and compares again: nothing acknowledged may be lost and nothing may
# be posted twice. Exit 0: all agreed.
set -euo pipefail

# shellcheck source=Tests/Acceptance/server.sh
source "$(dirname "$0")/server.sh"
# shellcheck source=Tests/Acceptance/journal-compare.sh
source "$here/journal-compare.sh"
ROUNDS=${ROUNDS:-5}
SEED=${SEED:-$(date +%s)}
RANDOM=$SEED
circumstances="SEED=$SEED"
# The rest of the pipe waits for the kill once this many lines of it have been sent, so that the
# kill always comes in the middle; it comes after a random number of replies below that.
readonly LINES_BEFORE_KILL=4000
readonly DAYS="2012-01-31 2012-03-31 2012-06-30 2012-09-30 2012-12-31 2013-01-31 2013-02-28
  2013-03-31 2013-06-30 2013-08-31 2013-09-30 2013-10-31 2013-12-31 2014-01-09 2014-01-31"
readonly ACCOUNT_DAYS="2012-06-30 2013-01-31 2013-12-31"
readonly JOURNAL_DAYS="2012-06-30 2013-01-31 2013-12-31 2014-01-31"
readonly TAB=$'\t'

feeder=
loader=

finish() {
  stop "$feeder"
  stop "$loader"
  stop_server
  rm -rf "$work"
}
trap finish EXIT

commands() { awk -f "$root/Clients/filters/ibm-receivables.awk" "$csv"; }

count() { grep -c "$1" "$2" || true; }

# --- comparisons -----------------------------------------------------------------------------

oracle() { awk -v asof="$1" -v by="${2:-}" -f "$here/ibm-aging.awk" "$csv"; }

second_oracle() {
  sqlite3 -cmd ".import --csv $csv ibm" -cmd '.parameter init' \
    -cmd ".parameter set @asof \"'$1'\"" :memory: <"$here/ibm-aging.sql"
}

# Picks the buckets of REPORT AGING by their column names: `group` first with by=account.
buckets() {
  tr -d '\r' | awk -F '\t' -v by="$1" '
    /^# / { wanted = $0 == "# aging"; rows = 0; next }
    /^\. / || !wanted { next }
    /\tnot-due\t/ { for (i = 1; i <= NF; i++) at[$i] = i; rows = 1; next }
    rows && (by == "total" || $at["total"] != "0.00") {
      line = by == "account" ? $at["group"] "\t" : ""
      n = split("not-due 1-30 31-60 61-90 91-120 over-120 total", names, " ")
      for (i = 1; i <= n; i++) line = line $at[names[i]] (i < n ? "\t" : "")
      print line
    }' | LC_ALL=C sort
}

proves_itself() { awk -f "$here/proof.awk"; }

compare() {
  local day=$1 by=$2 expected actual nothing
  expected=$(oracle "$day" "${by#total}")
  ask "REPORT AGING as-of=$day by=$by fmt=tsv" >"$work/report" || fail "REPORT AGING as-of=$day"
  actual=$(buckets "$by" <"$work/report")
  # A book that owes nothing may have no row at all.
  nothing="0.00${TAB}0.00${TAB}0.00${TAB}0.00${TAB}0.00${TAB}0.00${TAB}0.00"
  if [ -z "$actual" ] && [ "$expected" = "$nothing" ]; then actual=$expected; fi
  if [ "$expected" != "$actual" ]; then
    fail "aging $by as of $day"
    diff <(printf '%s\n' "$expected") <(printf '%s\n' "$actual") | head -n 10 || true
  fi
  proves_itself <"$work/report" || fail "aging $by as of $day: no proof, or a difference"
}

# The whole file is paid in the end: nothing is owed any more.
compare_end() {
  ask "REPORT CONTROL as-of=2014-01-31 fmt=tsv" >"$work/control" || fail "REPORT CONTROL"
  proves_itself <"$work/control" || { fail "REPORT CONTROL"; cat "$work/control"; }
  tr -d '\r' <"$work/control" | awk -F '\t' '
    $2 == "receivables" { found = 1; bad += $3 != "0.00" }
    END { exit !found || bad }' || { fail "the end balance is not 0.00"; cat "$work/control"; }
  ask "REPORT VERIFY fmt=tsv" >"$work/verify" || { fail "REPORT VERIFY"; cat "$work/verify"; }
}

compare_journals() {
  has_hledger || { say "  no hledger: its balances are not compared"; return 0; }
  local day
  for day in $JOURNAL_DAYS; do compare_journal "$day"; done
}

compare_all() {
  local day
  for day in $DAYS; do compare "$day" total; done
  for day in $ACCOUNT_DAYS; do compare "$day" account; done
  compare_end
  say "  compared: $(echo "$DAYS" | wc -w) days in total, $(echo "$ACCOUNT_DAYS" | wc -w) by account"
}

check_oracles() {
  command -v sqlite3 >/dev/null || { say "  no sqlite3: one oracle only"; return 0; }
  local day
  for day in $DAYS; do
    [ "$(oracle "$day")" = "$(second_oracle "$day")" ] || give_up "the oracles differ on $day"
  done
  say "  awk and sqlite3 agree on $(echo "$DAYS" | wc -w) days"
}

# --- the rounds ------------------------------------------------------------------------------

load_once() {
  say "one pass: $total lines"
  init_desk "$work/first"
  start_server
  commands | timeout "$LOAD_SECONDS" "${client[@]}" >"$work/replies" || fail "the load ended with $?"
  local created
  created=$(count '^201 ' "$work/replies")
  [ "$created" = "$total" ] || fail "$created of $total lines gave 201"
  compare_all
  compare_journals
  stop_server
}

has_replies() { [ "$(count '^201 ' "$work/acknowledged")" -ge "$1" ]; }
is_killed() { [ -e "$work/killed" ]; }
loader_ended() { ! kill -0 "$loader" 2>/dev/null; }

commands_around_kill() {
  commands | awk -v n="$LINES_BEFORE_KILL" 'NR <= n'
  within "$LOAD_SECONDS" is_killed || true
  commands | tail -n "+$((LINES_BEFORE_KILL + 1))"
}

kill_in_mid_pipe() {
  local replies=$1
  start_server
  rm -f "$work/pipe" "$work/killed"
  : >"$work/acknowledged"
  # Two processes with ids of their own, rather than a pipeline in a subshell that cannot be ended.
  mkfifo "$work/pipe"
  commands_around_kill >"$work/pipe" 2>/dev/null &
  feeder=$!
  timeout "$LOAD_SECONDS" "${client[@]}" <"$work/pipe" >"$work/acknowledged" 2>"$work/unknown" &
  loader=$!
  within "$LOAD_SECONDS" has_replies "$replies" || give_up "no $replies replies came while loading"
  kill_server
  : >"$work/killed"
  within "$ASK_SECONDS" loader_ended || { fail "the client still waits"; stop "$loader"; }
  local code=0
  wait "$loader" 2>/dev/null || code=$?
  # 5: the outcome of some writes is unknown; 3: none was under way.
  [ "$code" = 5 ] || [ "$code" = 3 ] || fail "the client of a killed server ended with $code"
  loader=
  stop "$feeder"
  feeder=
}

run_again() {
  local acknowledged known created
  acknowledged=$(count '^201 ' "$work/acknowledged")
  start_server
  commands | timeout "$LOAD_SECONDS" "${client[@]}" >"$work/again" || fail "the second load ended with $?"
  known=$(count '^208 ' "$work/again")
  created=$(count '^201 ' "$work/again")
  say "  acknowledged before the kill $acknowledged; then 208 $known, 201 $created"
  [ "$acknowledged" -lt "$total" ] || fail "everything was acknowledged before the kill"
  [ "$(head -n "$acknowledged" "$work/again" | count_of '^208 ')" = "$acknowledged" ] \
    || fail "an acknowledged write was lost"
  [ $((known + created)) = "$total" ] || fail "208 and 201 do not add up to $total"
  compare_all
  stop_server
}

count_of() { grep -c "$1" || true; }

csv=${1:-$(echo "$root"/../shared/data/ar_csv/*Accounts-Receivable.csv)}
[ -r "$csv" ] || { say "skipped: no IBM receivables CSV at $csv"; exit 77; }
find_programs piperolld piperoll
total=$(commands | wc -l)
check_oracles
load_once
for round in $(seq "$ROUNDS"); do
  replies=$((RANDOM % (LINES_BEFORE_KILL - 200) + 1))
  say "kill -9 after $replies replies (round $round, SEED=$SEED)"
  init_desk "$work/round-$round"
  kill_in_mid_pipe "$replies"
  run_again
done
conclude
