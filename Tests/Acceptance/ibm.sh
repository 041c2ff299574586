#!/usr/bin/env bash
# IBM's receivables sample through the real server and client, compared with an independent oracle.
#
#   [PIPEROLLD=path PIPEROLL=path] [ROUNDS=5] [SEED=n] Tests/Acceptance/ibm.sh [CSV]
#
# Without PIPEROLLD and PIPEROLL it builds them for release. Without a CSV it takes the one in
# ../shared/data/ar_csv beside the project; where there is none, it says so and exits 77.
# First it loads the file and compares agings, account by account and in total, on many days, and
# where hledger is installed the general ledger with what hledger makes of REPORT JOURNAL. Then,
# ROUNDS times, it kills the server with SIGKILL once a random invoice is there and starts it again;
# the client goes on by itself. It compares again, posts the same files once more and compares again:
# nothing may be lost and nothing posted twice. Exit 0: all agreed.
set -euo pipefail

# shellcheck source=Tests/Acceptance/server.sh
source "$(dirname "$0")/server.sh"
# shellcheck source=Tests/Acceptance/journal-compare.sh
source "$here/journal-compare.sh"
ROUNDS=${ROUNDS:-5}
SEED=${SEED:-$(date +%s)}
RANDOM=$SEED
circumstances="SEED=$SEED"
readonly DAYS="2012-01-31 2012-03-31 2012-06-30 2012-09-30 2012-12-31 2013-01-31 2013-02-28
  2013-03-31 2013-06-30 2013-08-31 2013-09-30 2013-10-31 2013-12-31 2014-01-09 2014-01-31"
readonly ACCOUNT_DAYS="2012-06-30 2013-01-31 2013-12-31"
readonly JOURNAL_DAYS="2012-06-30 2013-01-31 2013-12-31 2014-01-31"
readonly TAB=$'\t'

loader=

finish() {
  stop "$loader"
  stop_server
  rm -rf "$work"
}
trap finish EXIT

# Posts the file three times, each time by another map.
post_all() {
  local kind
  ask "POST POLICY date-years-back 100 ref=ibm-years" >/dev/null || return 1
  for kind in accounts invoices payments; do
    timeout "$LOAD_SECONDS" "${client[@]}" post --file "$csv" \
      --map-file "$root/Clients/maps/ibm-$kind.map" --rejects "$work/rejects.csv" || return 1
  done
}

# How many rows came to something, in what post_all printed.
count() { awk -v fate="  $1 " 'index($0, fate) == 1 { rows += $(NF > 3 ? NF - 1 : NF) } END { print rows + 0 }' "$2"; }

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
  say "one pass: $rows rows, by three maps"
  init_desk "$work/first"
  start_server
  post_all >"$work/posted" || fail "the load ended with $?"
  compare_posted
  compare_all
  compare_journals
  stop_server
}

# An account a customer, an invoice and a payment a row.
compare_posted() {
  local posted before
  posted=$(count posted "$work/posted")
  before=$(count 'there before' "$work/posted")
  [ "$posted" = $((customers + 2 * rows)) ] || fail "$posted were posted"
  [ $((posted + before)) = $((3 * rows)) ] || fail "$posted and $before are not all rows"
}

is_there() { ask "LOOKUP REF ibm-inv-$1" >/dev/null 2>&1; }
loader_ended() { ! kill -0 "$loader" 2>/dev/null; }

kill_while_posting() {
  local line=$1 invoice
  invoice=$(awk -F, -v line="$line" '
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == "invoiceNumber") column = i }
    NR == line { print $column }' "$csv")
  start_server
  serve_options=(--port "$(cat "$work/port")")
  post_all >"$work/posted" 2>"$work/errors" &
  loader=$!
  within "$LOAD_SECONDS" is_there "$invoice" || give_up "invoice $invoice never came"
  kill_server
  start_server
  within "$LOAD_SECONDS" loader_ended || give_up "the client does not end"
  wait "$loader" || fail "the client ended with $?: $(cat "$work/errors")"
  loader=
  compare_all
  post_all >"$work/posted" || fail "the second load ended with $?"
  [ "$(count 'there before' "$work/posted")" = $((3 * rows)) ] || fail "something was posted twice"
  compare_all
  stop_server
  serve_options=()
}

csv=${1:-$(echo "$root"/../shared/data/ar_csv/*Accounts-Receivable.csv)}
[ -r "$csv" ] || { say "skipped: no IBM receivables CSV at $csv"; exit 77; }
find_programs piperolld piperoll
rows=$(($(grep -c . "$csv") - 1))
customers=$(awk -F, '
  NR == 1 { for (i = 1; i <= NF; i++) if ($i == "customerID") column = i; next }
  !($column in seen) { seen[$column] = 1; n++ } END { print n }' "$csv")
check_oracles
load_once
for round in $(seq "$ROUNDS"); do
  line=$((RANDOM % rows + 2))
  say "kill -9 once the invoice of line $line is there (round $round, SEED=$SEED)"
  init_desk "$work/round-$round"
  kill_while_posting "$line"
done
conclude
