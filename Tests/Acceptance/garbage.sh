#!/usr/bin/env bash
# Ten thousand lines of random bytes at the real server through openssl, and then a request.
#
#   [PIPEROLLD=path] [SEED=n] [LINES=10000] Tests/Acceptance/garbage.sh
#
# Logged in, every seed must leave the session in step: `@z PING` answers `@z 200 OK`. A stranger is
# told 421 and cut off, and the server lives. Without PIPEROLLD it builds the server for release.
# Without openssl it says so and exits 77.
set -euo pipefail

# shellcheck source=Tests/Acceptance/server.sh
source "$(dirname "$0")/server.sh"
LINES=${LINES:-10000}
SEED=${SEED:-$(date +%s)}
circumstances="SEED=$SEED"
trap 'stop_server; rm -rf "$work"' EXIT

# Bytes of AES in counter mode: the same for the same seed, on every machine.
noise() {
  openssl enc -aes-128-ctr -nosalt -K "$(printf '%032x' "$SEED")" -iv "$(printf '%032x' "$1")" \
    -in /dev/zero 2>/dev/null | head -n "$LINES"
}

# Talks to the server; what stands on standard input is sent as it is.
talk() {
  timeout "$ASK_SECONDS" openssl s_client -quiet -connect "127.0.0.1:$(cat "$work/port")" \
    "$@" 2>/dev/null
}

command -v openssl >/dev/null || { say "skipped: no openssl"; exit 77; }
find_programs piperolld
init_desk "$work/desk"
start_server

# The line `.` ends a block that may be open.
{ noise 1; printf '\n.\n@z PING\nQUIT\n'; } \
  | talk -cert "$work/desk/admin.pem" -key "$work/desk/admin.key" >"$work/replies" \
  || give_up "the session ended with $?"
tr -d '\r' <"$work/replies" | grep -a -q -x '@z 200 OK' || give_up "@z PING was not answered"
say "logged in: $(grep -a -c '^5' "$work/replies") refusals, then @z 200 OK"

noise 2 | talk >"$work/stranger" || true
tail -n 1 "$work/stranger" | grep -a -q '^421 CLOSING' || give_up "a stranger was not told 421"
[ "$(wc -l <"$work/stranger")" -lt 30 ] || give_up "a stranger had too many replies"
say "a stranger: $(wc -l <"$work/stranger") replies, the last one 421"

kill -0 "$server" 2>/dev/null || give_up "the server is gone"
printf '@z PING\nQUIT\n' \
  | talk -cert "$work/desk/admin.pem" -key "$work/desk/admin.key" | tr -d '\r' \
  | grep -q -x '@z 200 OK' || give_up "the server does not answer any more"
say "the server lives"
