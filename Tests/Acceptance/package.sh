#!/usr/bin/env bash
# The Debian package of a release build: made, installed, used as its server's user, purged.
#
#     swift build -c release --static-swift-stdlib && Tests/Acceptance/package.sh
#
# Needs root and dpkg, and a machine on which piperoll is not installed: elsewhere it says so and
# ends with 77. BIN is another directory of built programs.
set -euo pipefail
cd "$(dirname "$0")/../.."

skip() {
  printf 'SKIPPED: %s\n' "$*" >&2
  exit 77
}
fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}

[ "$(id -u)" = 0 ] || skip "it takes root to install a package"
command -v dpkg-shlibdeps >/dev/null || skip "there is no dpkg-dev"
command -v adduser >/dev/null || skip "there is no adduser"
! dpkg -s piperoll >/dev/null 2>&1 || skip "piperoll is installed here already"
[ ! -e /var/lib/piperoll ] || skip "/var/lib/piperoll is there already"

work=$(mktemp -d)
server=
clean() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  dpkg --purge piperoll >/dev/null 2>&1 || true
  rm -rf /var/lib/piperoll "$work"
  deluser --quiet --system piperoll >/dev/null 2>&1 || true
}
trap clean EXIT

package=$(Sources/Package/debian.sh "$work")
[ "$(dpkg-deb --field "$package" Package)" = piperoll ] || fail "it has another name"
if command -v lintian >/dev/null; then
  lintian --fail-on error,warning "$package" || fail "lintian"
else
  echo "SKIPPED: lintian is not installed" >&2
fi
dpkg -i "$package" >"$work/installed" || { cat "$work/installed"; fail "dpkg -i"; }

# Nothing of Swift is needed where it runs.
for program in piperoll piperolld; do
  ! ldd "/usr/bin/$program" | grep -E 'swift|not found' || fail "$program needs Swift's libraries"
  env -i "/usr/bin/$program" --version >/dev/null || fail "$program --version"
done
for page in /usr/share/man/man1/piperoll*.gz; do
  gzip -dc "$page" | groff -mandoc -Tutf8 -ww -wbreak -z >"$work/warnings" 2>&1 || fail "$page"
  [ ! -s "$work/warnings" ] || { cat "$work/warnings"; fail "$page has faults"; }
done
gzip -dc /usr/share/man/man1/piperoll.1.gz | groff -mandoc -Tascii -P-c | col -bx >"$work/page"
for option in --url --cert --password-file "EXIT STATUS" "waits for approval"; do
  grep -q -e "$option" "$work/page" || fail "piperoll(1) does not have $option"
done
[ "$(COLUMNS=80 piperoll --help | wc -l)" -le 24 ] || fail "piperoll --help is longer than a screen"

# Completion as bash asks for it.
offered=$(bash -c '
  source /usr/share/bash-completion/completions/piperolld
  COMP_WORDS=(piperolld ver); COMP_CWORD=1; COMP_LINE="piperolld ver"; COMP_POINT=13
  _piperolld piperolld ver piperolld; echo "${COMPREPLY[*]}"')
[ "$offered" = verify ] || fail "bash completes 'piperolld ver' to '$offered'"
for shell in zsh fish; do
  command -v "$shell" >/dev/null || { echo "SKIPPED: $shell is not installed" >&2; continue; }
  "$shell" -n /usr/share/"$shell"/vendor[-_]completions*/*piperoll* || fail "completions of $shell"
done

# The service: its unit, its user, its directory, a server.
if command -v systemd-analyze >/dev/null; then
  systemd-analyze verify /lib/systemd/system/piperolld.service >"$work/unit" 2>&1 || true
  ! grep piperolld "$work/unit" || fail "the unit"
  exposure=$(systemd-analyze security --offline=yes piperolld.service 2>/dev/null \
    | sed -n 's/.*exposure level for piperolld.service: \([0-9.]*\).*/\1/p')
  echo "exposure=$exposure"
  awk -v level="$exposure" 'BEGIN { exit !(level != "" && level < 2) }' || fail "it is exposed"
fi
[ "$(stat -c '%U %a' /var/lib/piperoll)" = "piperoll 700" ] || fail "the data directory"
as_server=(setpriv --reuid=piperoll --regid=piperoll --clear-groups --no-new-privs env -i)
cd /
"${as_server[@]}" /usr/bin/piperolld init /var/lib/piperoll/book >"$work/init" 2>&1 || fail "init"
"${as_server[@]}" /usr/bin/piperolld serve /var/lib/piperoll/book --port 0 \
  --port-file /var/lib/piperoll/port 2>"$work/log" &
server=$!
for _ in $(seq 100); do
  [ -s /var/lib/piperoll/port ] && break
  kill -0 "$server" 2>/dev/null || { cat "$work/log"; fail "the server ended"; }
  sleep 0.1
done
port=$(cat /var/lib/piperoll/port)
book=/var/lib/piperoll/book
reply=$(printf '%s\n' 'POST ACCOUNT A-1 kind=trade name="A"' 'LOOKUP ACCOUNT A-1' \
  | /usr/bin/piperoll -u "piperolls://admin@127.0.0.1:$port" --cacert "$book/server.pem" \
    --cert "$book/admin.pem" --key "$book/admin.key")
grep -q '^201 CREATED' <<<"$reply" || fail "POST ACCOUNT: $reply"
kill "$server"
wait "$server" || fail "the server did not end well"
server=
/usr/bin/piperolld verify "$book" >/dev/null || fail "verify"

# Purged, it leaves the book, and nothing else.
dpkg --purge piperoll >"$work/purged" 2>&1 || { cat "$work/purged"; fail "dpkg --purge"; }
grep -q 'holds a book' "$work/purged" || fail "nobody was told of the book that is left"
[ -d "$book/journal" ] || [ -n "$(ls -A "$book")" ] || fail "the book is gone"
left=$(find / -xdev -name '*piperoll*' -not -path '/proc/*' -not -path '/work/*' \
  -not -path '/tmp/*' -not -path '/var/lib/piperoll*' -newer "$work/installed" 2>/dev/null || true)
[ -z "$left" ] || fail "left behind: $left"
echo "package=$(basename "$package") bytes=$(stat -c %s "$package")"
