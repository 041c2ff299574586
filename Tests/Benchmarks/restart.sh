# How long a killed server takes to answer again: from its snapshot alone, and with a journal behind
# it. And what the writing of snapshots costs those who post meanwhile.

# From the program's start until its port is told, in milliseconds.
timed_start() { # DIRECTORY
  local start
  start=$(now_ms)
  serve "$1"
  echo $(($(now_ms) - start)) >"$work/start-ms"
  "${ours[@]}" PING >"$work/ping" || give_up "no answer after a restart"
}

# The number of entries that the last start replayed.
replayed() { # DIRECTORY
  sed -n 's/.* replayed="\([0-9]*\)".*/\1/p' "$1/log"
}

section_restart() {
  book "$BIG_ACCOUNTS" "$work/book"
  serve "$work/book"
  : >"$work/a"
  : >"$work/c"
  for _ in $(seq "$ROUNDS"); do
    snapshot
    end_server KILL
    timed_start "$work/book"
    local alone entries
    alone=$(cat "$work/start-ms")
    echo "$alone" >>"$work/a"
    # The journal must not grow to where the server takes a snapshot by itself.
    payments "$PAYMENTS" "$BIG_ACCOUNTS" "$(fresh_seed)" | send_all
    end_server KILL
    timed_start "$work/book"
    entries=$(replayed "$work/book")
    awk -v n="$entries" -v all="$(cat "$work/start-ms")" -v alone="$alone" \
      'BEGIN { print int(n * 1000 / (all > alone ? all - alone : 1)) }' >>"$work/c"
    note "replayed $entries entries of $PAYMENTS"
  done
  : >"$work/b"
  row restart-from-snapshot/ms 1 "$BIG_ACCOUNTS" LESS - '<=3000' "$work/a" "$work/b"
  row replay-entries/s 1 "$PAYMENTS" MORE - '>=1000000' "$work/c" "$work/b"
}

# One round covers most of a snapshot of a million accounts.
readonly SNAPSHOT_SECONDS=6
# The server must take none by itself: the most that --snapshot-kib may be.
readonly NEVER_KIB=67108864

# The 99th and 99.9th percentile and the longest time of posts, in microseconds.
measure_posts() {
  "${ours[@]}" bench --connections 50 --seconds "$SNAPSHOT_SECONDS" --warm-up "$WARM_UP" \
    --keys "$BIG_ACCOUNTS" 'POST PAYMENT A-{key} 1.00 ref=b-{n}' >"$work/measured" \
    || give_up "POST PAYMENT was refused"
  awk -F '\t' 'NR == 2 { print $5, $6, $7 }' "$work/measured"
}

snapshots_until() { # FILE
  until [ -e "$1" ]; do snapshot; done >"$work/snapshots"
}

post_alone() { measure_posts >>"$work/without"; }

post_beside_snapshots() {
  local other
  rm -f "$work/done"
  snapshots_until "$work/done" &
  other=$!
  pids+=("$other")
  measure_posts >>"$work/with"
  : >"$work/done"
  wait "$other" || give_up "ADMIN SNAPSHOT was refused"
}

section_snapshot() {
  local name field round
  book "$BIG_ACCOUNTS" "$work/book"
  serve "$work/book" --snapshot-kib "$NEVER_KIB"
  # A book that was just read is slower at each first touch of its pages.
  measure_posts >"$work/first"
  : >"$work/with"
  : >"$work/without"
  # Each is first in every other round: the book and the journal grow meanwhile.
  for round in $(seq "$ROUNDS"); do
    if ((round % 2)); then
      post_alone
      post_beside_snapshots
    else
      post_beside_snapshots
      post_alone
    fi
  done
  field=0
  for name in p99 p99.9 max; do
    field=$((field + 1))
    cut -d' ' -f"$field" "$work/with" >"$work/a"
    cut -d' ' -f"$field" "$work/without" >"$work/b"
    row "post-$name-beside-snapshots/us" 50x1 "$BIG_ACCOUNTS" LESS "ours, without" 0.5x \
      "$work/a" "$work/b"
  done
}
