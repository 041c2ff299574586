# What all sections share: processes, measurements, the table. Read by run.

readonly ACCOUNTS=${ACCOUNTS:-100000} BIG_ACCOUNTS=${BIG_ACCOUNTS:-1000000} ITEMS=5
readonly SIZES=${SIZES:-"10000 100000 1000000"} PAYMENTS=${PAYMENTS:-300000}
readonly ROUNDS=${ROUNDS:-5} SECONDS_EACH=${SECONDS_EACH:-2} WARM_UP=0.5
readonly CACHE=${CACHE:-/tmp/piperoll-bench-cache}
# No start of a server, and no single command, takes longer; a load of a book may.
readonly START_SECONDS=120 LOAD_SECONDS=1800

# Others' users go through it to their own directories (PostgreSQL does not run as root).
work=$(mktemp -d)
chmod 711 "$work"
readonly work
mkdir -p "$CACHE"
pids=()
trap 'stop_all; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

note() { printf '%s\n' "$*" >&2; }

give_up() {
  note "FAILED: $*"
  exit 1
}

skip() { note "SKIPPED: $*"; }

# --- processes -------------------------------------------------------------------------------

# Ends what was started, each by its own id, and waits for it.
stop_all() {
  local pid
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do await_end "$pid"; done
  pids=()
}

# A process that does not end within START_SECONDS is ended.
await_end() { # PID
  within "$START_SECONDS" ended "$1" || kill -9 "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

# Gone, or only its exit code is left. A killed process whose first thread is a zombie may still have
# others, and with them its files and locks.
ended() {
  [ ! -d "/proc/$1" ] && return 0
  grep -q '^State:.*Z' "/proc/$1/status" && [ "$(find "/proc/$1/task" -mindepth 1 -maxdepth 1 \
    | wc -l)" -le 1 ]
}

# within SECONDS COMMAND...: tries until the command succeeds.
within() {
  local tries=$(($1 * 100))
  shift
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep 0.01
  done
}

free_port() {
  python3 -c 'import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])'
}

# Whether a program is there, perhaps now that it has been installed.
have() { # PROGRAM DEBIAN-PACKAGE
  command -v "$1" >/dev/null && return 0
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  note "installing $2"
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$2" \
    >"$work/apt.log" 2>&1 || return 1
  command -v "$1" >/dev/null
}

now_ms() { echo $((${EPOCHREALTIME/[.,]/} / 1000)); }

# --- measurements ----------------------------------------------------------------------------

# One round of the load generator: requests a second, and the 99th percentile in microseconds (and
# the 99.9th).
measure() { # SHAPE KEYS COMMAND BENCH-WORDS...
  local shape=$1 keys=$2 command=$3
  shift 3
  "$@" --connections "${shape%x*}" --depth "${shape#*x}" --seconds "$SECONDS_EACH" \
    --warm-up "$WARM_UP" --keys "$keys" "$command" >"$work/measured" \
    || give_up "$command was refused"
  awk -F '\t' 'NR == 2 { print $3, $5, $6 }' "$work/measured"
}

header() {
  printf '%s\t' work shape size ours peer "peer's name" ratio p99-us peer-p99-us spread budget
  printf 'met\n'
}

# A row from files with a line a round, VALUE [P99], ours and theirs. MORE says that more is better,
# LESS that less is. A BUDGET is `-`; or the least ratio with an x behind it, and ` p99` behind that
# if our p99 may not be worse; or, where it begins with <= or >=, a bound of our own value.
row() { # WORK SHAPE SIZE MORE|LESS PEER BUDGET OURS THEIRS
  paste -d' ' <(pad "$7") <(pad "$8") | awk -v OFS='\t' -v work="$1" -v shape="$2" -v size="$3" \
    -v better="$4" -v peer="$5" -v budget="$6" -f "$here/row.awk"
}

# Two fields a line, whatever was there.
pad() { awk '{ print $1, ($2 == "" ? "-" : $2) }' "$1"; }

# A constant that stands for a peer in as many rounds as a file has.
constant() { # VALUE FILE
  awk -v value="$1" '{ print value }' "$2"
}
