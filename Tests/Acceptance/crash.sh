# What kill.sh, powercut.sh and order.sh share: a load with references over several connections, and the
# question, after a crash and a start, whether all that was told is there. Read by both.
#
# A cycle: the load runs (crash.awk writes it), the crash comes, the server starts again, and one
# session then asks for every reference that can have been sent, sends all of it again, and asks for
# the book's own proofs. crash.awk also judges the answers, and adds up what there is: `known` has a
# line REF ENTRY ACCOUNT CENTS for everything that is in the book, `tally` the counts.

# shellcheck source=Tests/Acceptance/server.sh
source "$(dirname "${BASH_SOURCE[0]}")/server.sh"
SEED=${SEED:-$(date +%s)}
RANDOM=$SEED
circumstances="SEED=$SEED"
# Small enough that a load of a few hundred milliseconds meets some of each.
serve_options=(--segment-kib "${SEGMENT_KIB:-64}" --snapshot-kib "${SNAPSHOT_KIB:-64}")
readonly ACCOUNTS=40
# Requests in flight on each connection: one that waits for each reply, and two that share fsyncs.
readonly WINDOWS=(1 4 16)
# More than any load comes to before its crash.
readonly REQUESTS=3000
# A load lasts up to so long before it is ended.
readonly LOAD_MILLISECONDS=250
# Looks for a sign of a moment: about a second of them.
readonly LOOKS=20000
# Everything is asked for after so many cycles, and at the end.
readonly CYCLES_BETWEEN_ALL=50

clients=()
cycle=0
# The last start's.
start_milliseconds=0

# Ends what this run started, each by its own id.
stop_all() {
  local pid
  [ -z "$server" ] || kill_server
  for pid in "${clients[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${clients[@]}"; do wait "$pid" 2>/dev/null || true; done
  clients=()
}

# A random time of at most so many milliseconds.
pause() { # MILLISECONDS
  local time=$((RANDOM % ($1 * 10) + 1))
  sleep "$(printf '%d.%04d' $((time / 10000)) $((time % 10000)))"
}

# The requests on standard input, so many in flight.
send() { # WINDOW
  timeout "$ASK_SECONDS" "${client[@]}" --window "$1"
}

# A start, and how long it took.
start_timed() {
  local started=${EPOCHREALTIME/[.,]/}
  start_server
  start_milliseconds=$(((${EPOCHREALTIME/[.,]/} - started) / 1000))
}

crash_awk() { # PHASE VARIABLES... FILES...
  LC_ALL=C awk -v phase="$1" -v accounts="$ACCOUNTS" -f "$here/crash.awk" "${@:2}"
}

# --- the load --------------------------------------------------------------------------------

open_accounts() {
  crash_awk accounts /dev/null >"$work/accounts"
  send 128 <"$work/accounts" >"$work/opened" || give_up "the accounts could not be opened"
  : >"$work/known"
  crash_awk opened "$work/opened" >>"$work/known"
  echo "entries $ACCOUNTS" >"$work/balances"
  : >"$work/tally"
}

begin_load() {
  local number
  clients=()
  for number in "${!WINDOWS[@]}"; do
    crash_awk load -v seed="$SEED" -v cycle="$cycle" -v number="$number" -v requests="$REQUESTS" \
      -v known="$work/known" -v clients="${#WINDOWS[@]}" /dev/null >"$work/sent-$number"
    : >"$work/got-$number"
  done
  for number in "${!WINDOWS[@]}"; do
    timeout "$ASK_SECONDS" "${client[@]}" --window "${WINDOWS[number]}" <"$work/sent-$number" >"$work/got-$number" \
      2>"$work/client-$number.log" &
    clients+=($!)
  done
  within "$START_SECONDS" some_replies || give_up "no replies to the load"
}

some_replies() {
  local number
  for number in "${!WINDOWS[@]}"; do [ -s "$work/got-$number" ] || return 1; done
}

# The clients notice that their server is gone: 5, some writes unknown; 3, none under way. One that
# was done, or had 430 to its ADMIN SNAPSHOT, ends with 0 or 6.
end_load() {
  local number code
  for number in "${!WINDOWS[@]}"; do
    code=0
    wait "${clients[number]}" || code=$?
    case $code in
      0 | 3 | 5 | 6) ;;
      *) give_up "client $number ended with $code: $(tail -n 3 "$work/client-$number.log")" ;;
    esac
  done
  clients=()
}

# --- the questions after it ------------------------------------------------------------------

# What the load's replies told, and what may have been written; then all of it asked and sent again.
check_cycle() {
  local number
  : >"$work/expected"
  for number in "${!WINDOWS[@]}"; do
    crash_awk replies -v window="${WINDOWS[number]}" -v cycle="$cycle" -v number="$number" \
      -v again="$work/again-$number" "$work/sent-$number" "$work/got-$number" >>"$work/expected" \
      || give_up "replies of client $number: $(grep -v -E '^(ref|told) ' "$work/expected" | tail -n 3)"
  done
  {
    awk '$1 == "ref" { print "LOOKUP REF " $2 }' "$work/expected"
    for number in "${!WINDOWS[@]}"; do cat "$work/again-$number"; done
    crash_awk proofs /dev/null
  } >"$work/questions"
  # 1: there are references that were never recorded.
  send 256 <"$work/questions" >"$work/answers" 2>"$work/client.log" || [ $? = 1 ] \
    || give_up "the questions: $(tail -n 3 "$work/client.log")"
  judge "$work/expected"
}

# Adds to `known` and `tally`.
judge() { # EXPECTED
  crash_awk judge -v known="$work/known" -v balances="$work/balances" -v tally="$work/tally" \
    "$1" "$work/answers" >"$work/findings" || show_and_give_up
  awk -f "$here/proof.awk" "$work/answers" || give_up "REPORT CONTROL does not tie"
}

show_and_give_up() {
  head -n 10 "$work/findings"
  summary "$SECONDS"
  give_up "$(wc -l <"$work/findings") findings"
}

# Every reference ever acknowledged, with the entry that it was acknowledged with.
check_all() {
  awk '{ print "ref", $1, $3, $4, "-", $2, "old" }' "$work/known" >"$work/expected"
  {
    awk '{ print "LOOKUP REF " $1 }' "$work/known"
    crash_awk proofs /dev/null
  } >"$work/questions"
  send 256 <"$work/questions" >"$work/answers" || give_up "asking for everything ended with $?"
  judge "$work/expected"
}

# The sum of what the cycles counted under a name.
tallied() { # NAME
  awk -v name="$1" '$1 == name { sum += $2 } END { print sum + 0 }' "$work/tally"
}

# --- the cycles ------------------------------------------------------------------------------

# The moment of a crash under load: in half of the cycles any; in the others as soon as a snapshot,
# or the change to another segment, is seen to be under way, or a little later.
await_moment() {
  case $((RANDOM % 4)) in
    0) await_sign is_snapshot_written && pause 4 ;;
    1) await_sign is_segment_changing ;;
    *) pause "$LOAD_MILLISECONDS" ;;
  esac
}

await_sign() { # COMMAND
  local looks
  for ((looks = 0; looks < LOOKS; looks++)); do
    if "$1"; then return 0; fi
  done
}

is_snapshot_written() { compgen -G "$desk/book/snapshot-*.new" >/dev/null; }
is_segment_changing() { [ ! -e "$desk/book/journal-next.log.new" ]; }

# What the disk tells of a crash under load: a snapshot that was being written; older ones that it
# was about to remove; a next segment that was already written to, or was not yet made.
phase_of_disk() {
  local next=$desk/book/journal-next.log.new
  if is_snapshot_written; then echo snapshot
  elif [ "$(compgen -G "$desk/book/snapshot-*.snap" | wc -l)" -gt 2 ]; then echo trim
  elif [ ! -e "$next" ] || [ "$(head -c 8 "$next" | tr -d '\0')" = PIPEROLJ ]; then echo rotation
  else echo load
  fi
}

# How far a start had come: not to the book's directory, or not to where it listens.
phase_of_start() { # PID
  if grep -q 'event="listening"' "$work/serve.log"; then echo listening
  elif [ "$(cat "$desk/book/piperoll.lock" 2>/dev/null)" = "$1" ]; then echo recovery
  else echo early
  fi
}

# crash NAME... is the script's own: it ends the server, and prints the phase that NAME... tells.
run_cycle() {
  begin_load
  await_moment
  crash phase_of_disk >>"$work/crashes"
  end_load
  # Now and then again, and again, before anybody is served.
  while [ $((RANDOM % 3)) = 0 ]; do
    launch
    pause "$start_milliseconds"
    crash phase_of_start "$server" >>"$work/crashes"
  done
  start_timed
  check_cycle
  if [ $((cycle % CYCLES_BETWEEN_ALL)) = 0 ]; then check_all; fi
}

run_cycles() { # COUNT
  local started=$SECONDS
  : >"$work/crashes"
  for cycle in $(seq "$1"); do
    circumstances="SEED=$SEED, cycle $cycle"
    run_cycle
  done
  check_all
  summary $((SECONDS - started))
}

summary() { # SECONDS
  local line="cycles=$cycle crashes=$(wc -l <"$work/crashes")" phase name
  for phase in load snapshot trim rotation early recovery listening; do
    line+=" $phase=$(grep -c -x "$phase" "$work/crashes" || true)"
  done
  for name in acknowledged found retried anew ended lost; do line+=" $name=$(tallied "$name")"; done
  say "$line seconds=$1 SEED=$SEED"
}
