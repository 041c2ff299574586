#!/usr/bin/env bash
# A minute of siege: strangers and greedy users at once, and one good client beside them.
#
#   [PIPEROLLD=path PIPEROLL=path] [SECONDS_EACH=60] [ACCOUNTS=100000] Tests/Acceptance/siege.sh
#
# At the same time: 5,000 connections that say nothing, 1,000 that send a byte a second, 50 that guess
# the administrator's password, 20 readers who ask for REPORT JOURNAL again and again, and 2 writers
# of blocks of payments. Meanwhile a good client looks up accounts, and somebody with the right
# password logs in every second. The same is measured before, in quiet. The crowd has what is left of
# the processors behind the server and the good client: so what the siege costs the good client is what
# the server does for the crowd.
# Exit 0: the good client's p99 is at most twice that of quiet and STALL_US more, each right login was
# answered within 2 seconds, and memory grew by no more than GROWTH_MIB.
set -euo pipefail
# shellcheck source=Tests/Acceptance/server.sh
source "$(dirname "$0")/server.sh"
SECONDS_EACH=${SECONDS_EACH:-60} ACCOUNTS=${ACCOUNTS:-100000}
SILENT=${SILENT:-5000} SLOW=${SLOW:-1000} GUESSING=${GUESSING:-50} READERS=${READERS:-20} WRITERS=${WRITERS:-2}
readonly LOGIN_SECONDS=2
# What the crowd may hold up the good client: half of the 50 ms that no request may take (S11).
readonly STALL_US=25000
# Two password checks at a time take 128 MiB each; the rest is for 1,024 connections before login, the
# readers' pages, and what malloc keeps of those that came and went.
readonly GROWTH_MIB=512
# What a payment of the writers takes in the book and its indices, and the journal's buffers.
readonly PAYMENT_BYTES=256
readonly PASSWORD='a password of the siege'
ulimit -n 16384 2>/dev/null || give_up "ulimit -n 16384"
crowd=()
trap 'disperse; stop_server; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

disperse() {
  local pid
  for pid in "${crowd[@]}"; do stop "$pid"; done
  crowd=()
}

# A data directory with a password, which init_desk does without.
init_with_password() {
  desk=$work/desk
  "$PIPEROLLD" init "$desk" --password-fd 3 3<<<"$PASSWORD" >"$work/init.log" 2>&1 \
    || give_up "piperolld init: $(cat "$work/init.log")"
  cp -p "$desk"/{admin.pem,admin.key,server.pem} "$work"
  (umask 077 && printf '%s\n' "$PASSWORD" >"$work/password")
}

# A user with a certificate.
make_user() { # NAME ROLE
  ask "ADMIN USER $1 role=$2" >/dev/null
  "$PIPEROLLD" certificate "$desk" "$1" >/dev/null 2>"$work/certificate.err" \
    || give_up "a certificate: $(cat "$work/certificate.err")"
  cp -p "$desk/$1".{pem,key} "$work"
}

# The command line of a user's client.
client_of() { # NAME
  printf '%q ' nice -n 19 timeout "$ASK_SECONDS" "$PIPEROLL" \
    --url "piperolls://127.0.0.1:$port" --cert "$work/$1.pem" --key "$work/$1.key" \
    --cacert "$work/server.pem"
}

entries() { ask 'ADMIN HEALTH' | sed -n '1s/.* sequence=\([0-9]*\).*/\1/p'; }

resident_mib() { awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$server/status"; }

# The good client's p50 and p99 of LOOKUP ACCOUNT in microseconds, one request at a time.
lookups() {
  "${good[@]}" "$PIPEROLL" bench "${client[@]:1}" --connections 1 --seconds "$SECONDS_EACH" \
    --keys "$ACCOUNTS" --tsv 'LOOKUP ACCOUNT A-{key}' >"$work/lookups" 2>"$work/lookups.err" \
    || give_up "the good client: $(cat "$work/lookups.err")"
  awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i }
    NR == 2 { print $column["p50-us"], $column["p99-us"] }' "$work/lookups"
}

# Logs in once a second until told to end; writes the seconds that each took, or the refusal.
log_in_again_and_again() {
  local began
  while :; do
    began=$EPOCHREALTIME
    if printf 'PING\n' | "${good[@]}" timeout 30 "$PIPEROLL" --url "piperolls://admin@127.0.0.1:$port" \
      --cacert "$work/server.pem" --password-file "$work/password" >"$work/login" 2>&1; then
      awk -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.3f\n", b - a }'
    else
      printf 'refused: %s\n' "$(tail -n 1 "$work/login")"
    fi
    sleep 1
  done
}

start_crowd() {
  nice -n 19 python3 "$here/siege.py" "$port" "$((SECONDS_EACH + 10))" \
    silent=$SILENT slow=$SLOW guessing=$GUESSING >"$work/crowd" 2>&1 &
  crowd+=($!)
  local n command
  for n in $(seq $READERS); do
    command=$(client_of "reader-$n")
    (while :; do
      asks_again | eval "$command" >/dev/null 2>&1 || sleep 0.1
    done) &
    crowd+=($!)
  done
  for n in $(seq $WRITERS); do
    command=$(client_of "writer-$n")
    (while :; do blocks "$n" | eval "$command" >/dev/null 2>&1 || sleep 0.1; done) &
    crowd+=($!)
  done
}

# On one connection: the crowd that opens connections again and again is the other one.
asks_again() { while printf 'REPORT JOURNAL\n'; do sleep 0.1; done; }

# Payments in blocks of 5,000 rows, each row for itself, on accounts that the good client does not look
# up: who asks for what was just written waits for the disk, whoever else is there.
blocks() { # SEED
  awk -v seed="$1" -v accounts="$ACCOUNTS" 'BEGIN {
    srand(seed)
    for (block = 0; block < 100; block++) {
      print "POST PAYMENT mode=each <<\naccount\tamount"
      for (row = 0; row < 5000; row++) printf "A-%07d\t0.01\n", accounts + int(rand() * accounts)
      print "."
    }
  }'
}

find_programs piperolld piperoll
good=(nice -n -10)
"${good[@]}" true 2>/dev/null || good=()
init_with_password
start_server
port=$(cat "$work/port")
for n in $(seq $READERS); do make_user "reader-$n" viewer; done
for n in $(seq $WRITERS); do make_user "writer-$n" operator; done
"$PIPEROLL" bench --book "$((2 * ACCOUNTS))" --items 5 | "${client[@]}" --window 2000 >/dev/null \
  || give_up "the book"

read -r quiet_p50 quiet_p99 <<<"$(lookups)"
before=$(resident_mib) entries_before=$(entries)
start_crowd
log_in_again_and_again >"$work/logins" &
crowd+=($!)
sleep 5 # the crowd arrives
(while :; do resident_mib; sleep 1; done >"$work/resident") &
crowd+=($!)
read -r siege_p50 siege_p99 <<<"$(lookups)"
wait "${crowd[0]}" || true
peak=$(sort -n "$work/resident" | tail -n 1)
slowest=$(grep -v refused "$work/logins" | sort -n | tail -n 1)
refused=$(grep -c refused "$work/logins" || true)
say "LOOKUP ACCOUNT us (p50 p99): quiet $quiet_p50 $quiet_p99, in the siege $siege_p50 $siege_p99"
say "logins: $(wc -l <"$work/logins"), refused $refused, slowest ${slowest:-none} s"
posted=$(($(entries) - entries_before))
say "resident MiB: $before before, $peak at most in the siege, in which $posted payments were posted"
say "the crowd: $(cat "$work/crowd")"
allowed=$((2 * ${quiet_p99%.*} + STALL_US))
[ "${siege_p99%.*}" -le "$allowed" ] || fail "p99 of $siege_p99 us, allowed $allowed"
[ "$refused" = 0 ] || fail "$(grep refused "$work/logins" | sort | uniq -c | head -n 3)"
awk -v s="${slowest:-99}" -v m=$LOGIN_SECONDS 'BEGIN { exit !(s <= m) }' \
  || fail "a right login took ${slowest:-more than all} s"
[ $((peak - before)) -le $((GROWTH_MIB + posted * PAYMENT_BYTES / 1048576)) ] \
  || fail "memory grew by $((peak - before)) MiB"
conclude
