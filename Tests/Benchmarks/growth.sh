# How cost grows with the book. The peer is what the smallest book makes one expect: the same for
# look-ups and posts, as much more as there are accounts for what goes through the whole book.

# Starts from the snapshot alone, as often as there are rounds; the last server stays.
growth_starts() {
  local round size
  for round in $(seq "$ROUNDS"); do
    for size in $SIZES; do
      if [ "$round" -gt 1 ]; then
        turn_to "$work/book-$size"
        end_server KILL
      fi
      timed_start "$work/book-$size"
      cat "$work/start-ms" >>"$work/$size.restart"
      echo $(($(rss_bytes) / 1024)) >>"$work/$size.rss"
    done
  done
}

growth_loads() { # ACCOUNTS
  local shape
  ask_aging collector >>"$work/$1.aging"
  for shape in 50x1 50x16; do
    measure "$shape" "$1" 'LOOKUP ACCOUNT A-{key}' "${ours[@]}" bench >>"$work/$1.lookup-$shape"
    measure "$shape" "$1" 'POST PAYMENT A-{key} 1.00 ref=b-{n}' "${ours[@]}" bench \
      >>"$work/$1.post-$shape"
  done
}

# What a cost that stays FLAT, or one that is LINEAR in the accounts, would be by the smallest book.
growth_row() { # WORK SHAPE FILE MORE|LESS FLAT|LINEAR
  local size factor
  for size in $SIZES; do
    factor=1
    if [ "$5" = LINEAR ]; then factor=$size/$smallest; fi
    awk -v factor="$factor" 'BEGIN { split(factor, f, "/") }
      { print $1 * f[1] / (f[2] ? f[2] : 1), $2 }' "$work/$smallest.$3" >"$work/b"
    row "growth-$1" "$2" "$size" "$4" "${5,,} from $smallest" - "$work/$size.$3" "$work/b"
  done
}

section_growth() {
  local size shape smallest=${SIZES%% *}
  for size in $SIZES; do book "$size" "$work/book-$size"; done
  growth_starts
  # All sizes take turns, because the machine may be slower later.
  for _ in $(seq "$ROUNDS"); do
    for size in $SIZES; do
      turn_to "$work/book-$size"
      growth_loads "$size"
    done
  done
  for shape in 50x1 50x16; do
    growth_row lookup-account/s "$shape" "lookup-$shape" MORE FLAT
    growth_row post-payment/s "$shape" "post-$shape" MORE FLAT
  done
  growth_row aging-by-collector/ms 1 aging LESS LINEAR
  growth_row restart-from-snapshot/ms 1 restart LESS LINEAR
  growth_row resident-KiB 1 rss LESS LINEAR
}
