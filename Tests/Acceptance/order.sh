#!/usr/bin/env bash
# That no write is answered before it is on the disk, by the system calls of the real server.
#
#   [PIPEROLLD=path PIPEROLL=path] Tests/Acceptance/order.sh
#
# One client sends one POST after the other under strace. For each the server must write the journal,
# have its fdatasync return 0, and only then write to the socket; where the journal goes on in another
# segment, the new file's name must be on the disk too, and durable.txt must name it. Without strace, or where it may not trace, it
# says so and exits 77.
set -euo pipefail
# shellcheck source=Tests/Acceptance/crash.sh
source "$(dirname "$0")/crash.sh"
# Enough to pass the end of a segment twice.
readonly POSTS=1200
# Longer than the server's watch, which marks what it finds at rest: a mark is no answer's write.
readonly REST_SECONDS=2.5
trap 'stop_all; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

skip() {
  say "SKIPPED: order.sh: $*"
  exit 77
}

command -v strace >/dev/null || skip "no strace"
strace -D -f -o "$work/try" true 2>/dev/null || skip "strace may not trace here"
# With the word `try` it only says whether it can run.
[ "${1:-}" != try ] || exit 0
find_programs piperolld piperoll
init_desk "$work/desk"
under=(strace -D -f -y -o "$work/trace"
  -e "trace=pwrite64,fdatasync,fsync,rename,renameat,renameat2,read,recvfrom,recvmsg,write,writev,sendto,sendmsg")
start_server
{
  echo "POST ACCOUNT A-1 kind=trade name=Desk ref=a-1"
  for number in $(seq "$POSTS"); do
    [ "$number" != "$((POSTS / 2))" ] || sleep "$REST_SECONDS"
    echo "POST PAYMENT A-1 $number.00 ref=p-$number"
  done
} | send 1 >"$work/replies" || give_up "the client ended with $?"
created=$(grep -c '^201 ' "$work/replies")
[ "$created" = $((POSTS + 1)) ] || give_up "$created of $((POSTS + 1)) were created"
tracee=$server
stop_all
within "$START_SECONDS" grep -q "^$tracee *+++" "$work/trace" || give_up "strace did not end"
awk -v posts="$created" -f "$here/order.awk" "$work/trace" || give_up "a reply out of order"
