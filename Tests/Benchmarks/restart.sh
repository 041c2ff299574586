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
  sed -n 's/.*, \([0-9]*\) entries replayed.*/\1/p' "$1/log"
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

section_snapshot() {
  book "$BIG_ACCOUNTS" "$work/book"
  serve "$work/book"
  beside post-p99.9-beside-snapshots/us 50x1 3 "$BIG_ACCOUNTS" \
    'POST PAYMENT A-{key} 1.00 ref=b-{n}' 'ADMIN SNAPSHOT'
}
