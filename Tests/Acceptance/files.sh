#!/usr/bin/env bash
# A file of payments, posted while the server and the client are killed: each row is there once.
#
#   [PIPEROLLD=path PIPEROLL=path] [ROWS=100000] [KILLS=3] [SEED=n] Tests/Acceptance/files.sh
#
# Without PIPEROLLD and PIPEROLL it builds them for release. The server is killed with SIGKILL KILLS
# times, each time once a random row is there, and started again on its port; the client goes on by
# itself. In between the client is killed as often, and run again. At the end the general ledger,
# which awk reads, has each row of the file once, with its amount, and what the client says it
# posted and found adds up to the file. Exit 0: all agreed.
set -euo pipefail

# shellcheck source=Tests/Acceptance/server.sh
source "$(dirname "$0")/server.sh"
ROWS=${ROWS:-100000}
KILLS=${KILLS:-3}
SEED=${SEED:-$(date +%s)}
RANDOM=$SEED
circumstances="SEED=$SEED"
readonly ACCOUNTS=50

poster=
server_kills=0
client_kills=0

finish() {
  [ -z "$poster" ] || kill -9 "$poster" 2>/dev/null || true
  stop_server
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

make_file() {
  awk -v rows="$ROWS" -v accounts="$ACCOUNTS" -v seed="$SEED" 'BEGIN {
    srand(seed); printf "Account;Paid\r\n"
    for (i = 1; i <= rows; i++)
      printf "A-%d;%d,%02d\r\n", int(rand() * accounts) + 1, int(rand() * 900), int(rand() * 99) + 1
  }' >"$work/payments.csv"
}

start_again() {
  serve_options=(--port "$port")
  start_server
}

start_poster() {
  "${client[@]}" post --file "$work/payments.csv" --kind payment --map 'account=Account,amount=Paid' \
    --separator ';' --money-format 1.234,56 --batch p >"$work/posted" 2>"$work/errors" &
  poster=$!
}

is_running() { kill -0 "$poster" 2>/dev/null; }
is_done() { ! is_running; }
# The row of this line is in the book, or the client has ended.
is_there() { ask "LOOKUP REF p:payment:$1" >/dev/null 2>&1 || is_done; }

# A client that had no connection yet when the server was killed ends at once, and is run again.
found_no_server() {
  code=0
  wait "$poster" || code=$?
  [ "$code" = 3 ] && start_poster
}

kill_at() { # LINE server|client
  within "$LOAD_SECONDS" is_there "$1" || give_up "the row of line $1 never came"
  is_running || { found_no_server || true; return 0; }
  if [ "$2" = server ]; then
    kill_server
    server_kills=$((server_kills + 1))
    start_again
  else
    kill -9 "$poster" && client_kills=$((client_kills + 1))
    wait "$poster" 2>/dev/null || true
    start_poster
  fi
}

# The ledger's payments, by their references: each line of the file once, with its amount.
compare() {
  ask "REPORT JOURNAL format=csv" >"$work/journal.csv" || fail "REPORT JOURNAL"
  awk -F '[;,\r]' -v rows="$ROWS" '
    NR == FNR { if (FNR > 1) wanted["p:payment:" FNR] = $2 "." $3; next }
    $3 == "payment" && $5 == "cash" { paid[$11]++; got[$11] = $6 }
    END {
      for (ref in wanted) {
        count++
        if (paid[ref] != 1 || got[ref] + 0 != wanted[ref] + 0) { bad++; print ref, paid[ref], got[ref] }
      }
      for (ref in paid) if (!(ref in wanted)) { bad++; print "not in the file:", ref }
      exit bad > 0 || count != rows
    }' "$work/payments.csv" "$work/journal.csv" >"$work/different" \
    || fail "the ledger differs from the file: $(head -n 3 "$work/different")"
}

find_programs piperolld piperoll
make_file
init_desk "$work/desk"
start_server
port=$(cat "$work/port")
seq "$ACCOUNTS" | sed 's/.*/POST ACCOUNT A-& kind=trade name=x/' | "${client[@]}" >/dev/null \
  || give_up "the accounts"
start_poster
for line in $(for _ in $(seq $((2 * KILLS))); do
  echo $(((RANDOM * 32768 + RANDOM) % ROWS + 2))
done | sort -n); do
  turn=$([ "${turn:-client}" = client ] && echo server || echo client)
  kill_at "$line" "$turn"
done
while
  within "$LOAD_SECONDS" is_done || give_up "the client does not end: $(cat "$work/errors")"
  found_no_server
do :; done
[ "$code" = 0 ] || fail "the client ended with $code: $(cat "$work/errors")"
poster=
say "$ROWS rows; the server was killed $server_kills times and the client $client_kills times"
sed 's/^/  /' "$work/posted"
compare
awk -v rows="$ROWS" '/posted|there before/ { sum += $(NF - 1) } END { exit sum != rows }' \
  "$work/posted" || fail "what was posted and what was there are not all rows"
conclude
