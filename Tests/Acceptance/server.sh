# What the acceptance scripts share: the programs, a server with its start and its end, a client.
# Sourced first. In `work` stands what a run makes, and the script that sources this removes it.

# Bounds, so that a hang is a failure and not a wait: a start, one session, one whole load.
readonly START_SECONDS=30 ASK_SECONDS=120 LOAD_SECONDS=300

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
# What the server is run by: nothing, or a tracer that leaves its process id alone.
under=()
serve_options=()
server=
# With what a run can be played again, for its failures.
circumstances=
failures=0

say() { printf '%s\n' "$*"; }

# Goes on, and is counted.
fail() {
  say "FAILED: $*"
  failures=$((failures + 1))
}

give_up() {
  say "FAILED${circumstances:+ ($circumstances)}: $*"
  [ ! -s "$work/serve.log" ] || tail -n 20 "$work/serve.log"
  exit 1
}

# The last word of a script that compares.
conclude() {
  [ "$failures" = 0 ] || { say "$failures comparisons failed"; exit 1; }
  say "all agreed"
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

# Ends one process by its own id, its children first, and waits for it.
stop() { # PID
  [ -n "$1" ] || return 0
  local child
  for child in $(ps -o pid= --ppid "$1" 2>/dev/null); do kill "$child" 2>/dev/null || true; done
  kill "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

# PIPEROLLD and PIPEROLL, built for release unless they name others.
find_programs() { # NAMES...
  local name variable
  for name in "$@"; do
    variable=${name^^}
    if [ -n "${!variable:-}" ]; then continue; fi
    swift build -c release --package-path "$root" --product "$name" >&2 \
      || give_up "swift build -c release"
    declare -g "$variable=$root/.build/release/$name"
  done
}

# A data directory; `desk` is its path from now on.
init_desk() { # DIRECTORY
  desk=$1
  timeout "$ASK_SECONDS" "$PIPEROLLD" init "$desk" >"$work/init.log" 2>&1 \
    || give_up "piperolld init: $(cat "$work/init.log")"
  # The clients' own, which nothing that happens to the desk touches.
  cp -p "$desk"/{admin.pem,admin.key,server.pem} "$work"
}

# Each start has its own log, so that it can be told how far it got.
launch() {
  rm -f "$work/port"
  "${under[@]}" "$PIPEROLLD" serve "$desk" --port 0 --port-file "$work/port" \
    "${serve_options[@]}" >"$work/serve.log" 2>&1 &
  server=$!
}

is_up_or_dead() { [ -s "$work/port" ] || ! kill -0 "$server" 2>/dev/null; }

start_server() {
  launch
  within "$START_SECONDS" is_up_or_dead || give_up "the server did not get ready"
  [ -s "$work/port" ] || give_up "the server ended while it started"
  # The client's command line, of which more may follow, and a `timeout` stands in front.
  client=("${PIPEROLL:-}" --url "piperolls://127.0.0.1:$(cat "$work/port")"
    --cert "$work/admin.pem" --key "$work/admin.key" --cacert "$work/server.pem")
}

stop_server() {
  stop "$server"
  server=
}

kill_server() {
  kill -9 "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=
}

# One request, and what it is answered.
ask() { printf '%s\n' "$1" | timeout "$ASK_SECONDS" "${client[@]}"; }
