#!/usr/bin/env bash
# Ten thousand lines of random bytes at the real server through openssl, and then a request.
#
#   [PIPEROLLD=path] [SEED=n] [LINES=10000] Tests/Acceptance/garbage.sh
#
# Logged in, every seed must leave the session in step: `@z PING` answers `@z 200 OK`. A stranger is
# told 421 and cut off, and the server lives. Without PIPEROLLD it builds the server for release.
# Without openssl it says so and exits 77.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
LINES=${LINES:-10000}
SEED=${SEED:-$(date +%s)}
# Bounds, so that a hang is a failure and not a wait.
readonly START_SECONDS=20 TALK_SECONDS=120

work=$(mktemp -d)
server=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

give_up() {
  printf 'FAILED (SEED=%s): %s\n' "$SEED" "$*"
  [ ! -s "$work/serve.log" ] || tail -n 20 "$work/serve.log"
  exit 1
}

# Bytes of AES in counter mode: the same for the same seed, on every machine.
noise() {
  openssl enc -aes-128-ctr -nosalt -K "$(printf '%032x' "$SEED")" -iv "$(printf '%032x' "$1")" \
    -in /dev/zero 2>/dev/null | head -n "$LINES"
}

# Talks to the server; what stands on standard input is sent as it is.
talk() {
  timeout "$TALK_SECONDS" openssl s_client -quiet -connect "127.0.0.1:$(cat "$work/port")" \
    "$@" 2>/dev/null
}

command -v openssl >/dev/null || { echo "skipped: no openssl"; exit 77; }
if [ -z "${PIPEROLLD:-}" ]; then
  swift build -c release --package-path "$root" --product piperolld >&2
  PIPEROLLD=$root/.build/release/piperolld
fi

"$PIPEROLLD" init "$work/desk" >/dev/null
"$PIPEROLLD" serve "$work/desk" --port 0 --port-file "$work/port" 2>"$work/serve.log" &
server=$!
for _ in $(seq $((START_SECONDS * 20))); do
  [ ! -s "$work/port" ] || break
  sleep 0.05
done
[ -s "$work/port" ] || give_up "the server did not start"

# The line `.` ends a block that may be open.
{ noise 1; printf '\n.\n@z PING\nQUIT\n'; } \
  | talk -cert "$work/desk/admin.pem" -key "$work/desk/admin.key" >"$work/replies" \
  || give_up "the session ended with $?"
tr -d '\r' <"$work/replies" | grep -a -q -x '@z 200 OK' || give_up "@z PING was not answered"
echo "logged in: $(grep -a -c '^5' "$work/replies") refusals, then @z 200 OK"

noise 2 | talk >"$work/stranger" || true
tail -n 1 "$work/stranger" | grep -a -q '^421 CLOSING' || give_up "a stranger was not told 421"
[ "$(wc -l <"$work/stranger")" -lt 30 ] || give_up "a stranger had too many replies"
echo "a stranger: $(wc -l <"$work/stranger") replies, the last one 421"

kill -0 "$server" 2>/dev/null || give_up "the server is gone"
printf '@z PING\nQUIT\n' \
  | talk -cert "$work/desk/admin.pem" -key "$work/desk/admin.key" | tr -d '\r' \
  | grep -q -x '@z 200 OK' || give_up "the server does not answer any more"
echo "the server lives"
