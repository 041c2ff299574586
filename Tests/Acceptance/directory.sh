#!/usr/bin/env bash
# What becomes of a book whose directory is moved, locked out, full or read-only, on the real server.
#
#   [PIPEROLLD=path PIPEROLL=path] Tests/Acceptance/directory.sh
#
# Needs root, for mounts and for a user who may not write. Exit 0: all as it must be. Without root it
# says so and exits 77. Without PIPEROLLD and PIPEROLL it builds them for release.
set -euo pipefail
# shellcheck source=Tests/Acceptance/server.sh
source "$(dirname "$0")/server.sh"
# What a server ends with whose book is not where it was (EX_IOERR).
readonly ENDED=74
# A server looks every two seconds whether its book is where it was, and every second for room.
readonly NOTICE_SECONDS=10
serve_options=(--segment-kib 64)
nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups)

clean_up() {
  stop "$server"
  for mount in "$work"/mount-*; do umount "$mount" 2>/dev/null || true; done
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

if [ "$(id -u)" != 0 ]; then
  say "SKIPPED: directory.sh: needs root"
  exit 77
fi
find_programs piperolld piperoll
chmod 777 "$work"

# expect WHAT PATTERN TEXT
expect() {
  grep -q -e "$2" <<<"$3" || fail "$1: no '$2' in: $3"
}

# refused WHAT PATTERN COMMAND...: ends with a failure, and says so.
refused() {
  local what=$1 pattern=$2 code=0 output
  shift 2
  output=$(timeout "$START_SECONDS" "$@" 2>&1) || code=$?
  [ "$code" != 0 ] && [ "$code" != 124 ] || fail "$what: ended with $code: $output"
  expect "$what" "$pattern" "$output"
}

is_over() { ! kill -0 "$server" 2>/dev/null; }
is_well() { ask "ADMIN HEALTH" | grep -q state=ok; }

say "one server a directory"
init_desk "$work/desk"
start_server
rm "$desk/book/piperoll.lock"
refused "a second server" "is in use" "$PIPEROLLD" serve "$desk" --port 0
kill -HUP "$server"
expect "after SIGHUP" "^201 " "$(ask "POST ACCOUNT A-1 kind=trade name=Desk ref=a-1")"

say "a book that is moved away"
mv "$desk/book" "$work/moved"
expect "a write to the moved book" "^201 " "$(ask "POST PAYMENT A-1 1.00 ref=p-1")"
"$PIPEROLLD" init "$work/other" >/dev/null
cp -a "$work/other/book" "$desk/book"
before=$(cd "$desk/book" && sha256sum journal-*.log durable.txt)
within "$NOTICE_SECONDS" is_over || fail "the server goes on without its book"
code=0
wait "$server" || code=$?
server=
[ "$code" = "$ENDED" ] || fail "it ended with $code"
expect "its log" "$work/moved" "$(cat "$work/serve.log")"
[ "$before" = "$(cd "$desk/book" && sha256sum journal-*.log durable.txt)" ] \
  || fail "the other book was written to"
rm -r "$desk/book"
mv "$work/moved" "$desk/book"
start_server
expect "what was acknowledged" "kind=payment" "$(ask "LOOKUP REF p-1")"

say "a backup in its own book"
mkdir "$work/mount-bind"
mount --bind "$desk/book" "$work/mount-bind"
ln -s "$desk/book" "$work/link"
for target in "$desk/book/b" "$work/link/b" "$work/mount-bind/b"; do
  refused "backup to $target" "lies in" "$PIPEROLLD" backup "$desk" "$target"
done
umount "$work/mount-bind"
stop_server

say "a file system that is read-only"
mkdir "$work/mount-read"
mount --bind "$desk" "$work/mount-read"
mount -o remount,ro,bind "$work/mount-read"
refused "a read-only mount" "Read-only file system" "$PIPEROLLD" serve "$work/mount-read" --port 0
"$PIPEROLLD" verify "$work/mount-read" >/dev/null || fail "verify on a read-only mount: $?"
umount "$work/mount-read"

say "a user who may not write"
chown -R 65534:65534 "$desk"
chmod 500 "$desk/book"
under=("${nobody[@]}")
start_server
expect "health without permission" "state=readonly why=no-permission" "$(ask "ADMIN HEALTH")"
expect "a write without permission" "^431 .*why=no-permission" "$(ask "POST PAYMENT A-1 1.00")"
expect "a look-up without permission" "kind=payment" "$(ask "LOOKUP REF p-1")"
chmod 700 "$desk/book"
within "$NOTICE_SECONDS" is_well || fail "it does not write again: $(ask "ADMIN HEALTH")"
expect "a write with permission" "^201 " "$(ask "POST PAYMENT A-1 1.00")"
stop_server
chmod 000 "$desk/book"
refused "a directory that may not be read" "Permission denied" \
  "${nobody[@]}" "$PIPEROLLD" serve "$desk" --port 0
chmod 700 "$desk/book"
under=()

say "files that may not be so long"
under=(bash -c 'ulimit -f 32; exec "$@"' bash)
start_server
expect "health with ulimit -f" "state=readonly why=file-size" "$(ask "ADMIN HEALTH")"
stop_server
under=()

say "a disk that is full"
mkdir "$work/mount-full"
mount -t tmpfs -o size=48m tmpfs "$work/mount-full"
init_desk "$work/mount-full/desk"
head -c 64M /dev/zero >"$work/mount-full/rest" 2>/dev/null || true
start_server
expect "health on a full disk" "state=readonly why=disk-full" "$(ask "ADMIN HEALTH")"
expect "a write on a full disk" "^431 .*why=disk-full" \
  "$(ask "POST ACCOUNT A-1 kind=trade name=Desk")"
refused "a backup on a full disk" "make room" \
  "$PIPEROLLD" backup "$desk" "$work/mount-full/backup"
rm "$work/mount-full/rest"
within "$NOTICE_SECONDS" is_well || fail "it does not write again: $(ask "ADMIN HEALTH")"
expect "a write with room" "^201 " "$(ask "POST ACCOUNT A-1 kind=trade name=Desk")"
stop_server
conclude
