# What kill.sh, powercut.sh and order.sh share: a load with references over several connections, and the
# question, after a crash and a start, whether all that was told is there. Read by both.
#
# A cycle: the load runs (crash.awk writes it), the crash comes, the server starts again, and one
# session then asks for every reference that can have been sent, sends all of it again, and asks for
# the book's own proofs. crash.awk also judges the answers, and adds up what there is: `known` has a
# line REF ENTRY ACCOUNT CENTS for everything that is in the book, `tally` the counts.

SEED=${SEED:-$(date +%s)}
RANDOM=$SEED
# Bounds, so that a hang is a failure and not a wait: a start, one session of questions.
readonly START_SECONDS=30 ASK_SECONDS=120
# Small enough that a load of a few hundred milliseconds meets some of each.
readonly SEGMENT_KIB=${SEGMENT_KIB:-64} SNAPSHOT_KIB=${SNAPSHOT_KIB:-64}
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

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
# What the server is run by: nothing, or a tracer that leaves its process id alone.
under=()
server=
clients=()
cycle=0
# The last start's.
start_milliseconds=0

say() { printf '%s\n' "$*"; }

give_up() {
  say "FAILED (SEED=$SEED, cycle $cycle): $*"
  [ ! -s "$work/serve.log" ] || tail -n 20 "$work/serve.log"
  exit 1
}

# Ends what this run started, each by its own id.
stop_all() {
  local pid
  [ -z "$server" ] || kill_server
  for pid in "${clients[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${clients[@]}"; do wait "$pid" 2>/dev/null || true; done
  clients=()
}

# within SECONDS COMMAND...: polls until the command succeeds. Only ever decides that we gave up.
within() {
  local tries=$(($1 * 100))
  shift
  until "$@"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep 0.01
  done
}

# A random time of at most so many milliseconds.
pause() { # MILLISECONDS
  local time=$((RANDOM % ($1 * 10) + 1))
  sleep "$(printf '%d.%04d' $((time / 10000)) $((time % 10000)))"
}

find_binaries() {
  if [ -n "${PIPEROLLD:-}" ] && [ -n "${PIPEROLL:-}" ]; then return 0; fi
  local product
  for product in piperolld piperoll; do
    swift build -c release --package-path "$root" --product "$product" >&2 \
      || give_up "swift build -c release"
  done
  PIPEROLLD=$root/.build/release/piperolld
  PIPEROLL=$root/.build/release/piperoll
}

# --- server and client -----------------------------------------------------------------------

# A data directory; `desk` is its path from now on.
init_desk() { # DIRECTORY
  desk=$1
  timeout "$ASK_SECONDS" "$PIPEROLLD" init "$desk" >"$work/init.log" 2>&1 \
    || give_up "piperolld init: $(cat "$work/init.log")"
  # The clients' own, which no crash touches.
  cp -p "$desk"/{admin.pem,admin.key,server.pem} "$work"
}

# Each start has its own log, so that it can be told how far it got.
launch() {
  rm -f "$work/port"
  "${under[@]}" "$PIPEROLLD" serve "$desk" --port 0 --port-file "$work/port" \
    --segment-kib "$SEGMENT_KIB" --snapshot-kib "$SNAPSHOT_KIB" 2>"$work/serve.log" &
  server=$!
}

is_up_or_dead() { [ -s "$work/port" ] || ! kill -0 "$server" 2>/dev/null; }

start_server() {
  local started=${EPOCHREALTIME/[.,]/}
  launch
  within "$START_SECONDS" is_up_or_dead || give_up "the server did not get ready"
  [ -s "$work/port" ] || give_up "the server ended while it started"
  start_milliseconds=$(((${EPOCHREALTIME/[.,]/} - started) / 1000))
  dial
}

kill_server() {
  kill -9 "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=
}

# The command line of the client on standard input; how many requests in flight comes behind it.
dial() {
  client=(timeout "$ASK_SECONDS" "$PIPEROLL" --url "piperolls://127.0.0.1:$(cat "$work/port")"
    --cert "$work/admin.pem" --key "$work/admin.key" --cacert "$work/server.pem" --window)
}

crash_awk() { # PHASE VARIABLES... FILES...
  LC_ALL=C awk -v phase="$1" -v accounts="$ACCOUNTS" -f "$here/crash.awk" "${@:2}"
}

# --- the load --------------------------------------------------------------------------------

open_accounts() {
  crash_awk accounts /dev/null >"$work/accounts"
  "${client[@]}" 128 <"$work/accounts" >"$work/opened" || give_up "the accounts could not be opened"
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
      /dev/null >"$work/sent-$number"
    : >"$work/got-$number"
  done
  for number in "${!WINDOWS[@]}"; do
    "${client[@]}" "${WINDOWS[number]}" <"$work/sent-$number" >"$work/got-$number" \
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
      || give_up "replies of client $number: $(tail -n 3 "$work/expected")"
  done
  {
    awk '$1 == "ref" { print "LOOKUP REF " $2 }' "$work/expected"
    for number in "${!WINDOWS[@]}"; do cat "$work/again-$number"; done
    crash_awk proofs /dev/null
  } >"$work/questions"
  # 1: there are references that were never recorded.
  "${client[@]}" 256 <"$work/questions" >"$work/answers" 2>"$work/client.log" || [ $? = 1 ] \
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
  "${client[@]}" 256 <"$work/questions" >"$work/answers" || give_up "asking for everything ended with $?"
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
  if grep -q 'listening on' "$work/serve.log"; then echo listening
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
  start_server
  check_cycle
  if [ $((cycle % CYCLES_BETWEEN_ALL)) = 0 ]; then check_all; fi
}

run_cycles() { # COUNT
  local started=$SECONDS
  : >"$work/crashes"
  for cycle in $(seq "$1"); do run_cycle; done
  check_all
  summary $((SECONDS - started))
}

summary() { # SECONDS
  local line="cycles=$cycle crashes=$(wc -l <"$work/crashes")" phase name
  for phase in load snapshot trim rotation early recovery listening; do
    line+=" $phase=$(grep -c -x "$phase" "$work/crashes" || true)"
  done
  for name in acknowledged found retried anew lost; do line+=" $name=$(tallied "$name")"; done
  say "$line seconds=$1 SEED=$SEED"
}
