# How cost grows with the book. The peer is what the smallest book makes one expect: the same for
# look-ups and posts, as much more as there are accounts for what goes through the whole book.

growth_size() { # ACCOUNTS DIRECTORY
  local directory=$2
  book "$1" "$directory"
  timed_start "$directory"
  cat "$work/start-ms" >"$work/$1.restart"
  echo $(($(rss_bytes) / 1024)) >"$work/$1.rss"
  local shape
  for _ in $(seq "$ROUNDS"); do
    ask_aging collector >>"$work/$1.aging"
    for shape in 50x1 50x16; do
      measure "$shape" "$1" 'LOOKUP ACCOUNT A-{key}' "${ours[@]}" bench >>"$work/$1.lookup-$shape"
      measure "$shape" "$1" 'POST PAYMENT A-{key} 1.00 ref=b-{n}' "${ours[@]}" bench \
        >>"$work/$1.post-$shape"
    done
  done
  end_server TERM
  rm -rf "$directory"
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
  for size in $SIZES; do
    rm -f "$work/$size".*
    growth_size "$size" "$work/book"
  done
  for shape in 50x1 50x16; do
    growth_row lookup-account/s "$shape" "lookup-$shape" MORE FLAT
    growth_row post-payment/s "$shape" "post-$shape" MORE FLAT
  done
  growth_row aging-by-collector/ms 1 aging LESS LINEAR
  growth_row restart-from-snapshot/ms 1 restart LESS LINEAR
  growth_row resident-KiB 1 rss LESS LINEAR
}
