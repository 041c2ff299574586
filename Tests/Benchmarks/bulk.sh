# A file of durable payments, through the pipe a line each, and in blocks. The peer cannot be
# installed here from a package, so that its figure is a constant.

# Durable transfers a second of TigerBeetle, built for release in 2026-07, in batches of 8,189,
# measured on a machine of two cores.
readonly TIGERBEETLE=372000
# What a block may have: bytes and rows.
readonly BLOCK_BYTES=1000000 BLOCK_ROWS=100000

# Lines `POST PAYMENT ACCOUNT AMOUNT ref=REF` as blocks.
as_blocks() {
  awk -v bytes="$BLOCK_BYTES" -v rows="$BLOCK_ROWS" '
    function end_block() { if (count) print "."; count = size = 0 }
    {
      row = $3 "\t" $4 "\t" substr($5, 5)
      if (count == rows || size + length(row) + 1 > bytes) end_block()
      if (!count) printf "POST PAYMENT mode=each <<\naccount\tamount\tref\n"
      print row
      count++
      size += length(row) + 1
    }
    END { end_block() }'
}

payments() { # COUNT KEYS SEED
  "$PIPEROLL" bench --payments "$1" --keys "$2" --seed "$3"
}

# Sends a file; prints payments a second.
timed_pipe() { # FILE
  local start end
  start=$(now_ms)
  send_all <"$1"
  end=$(now_ms)
  echo $((PAYMENTS * 1000 / (end - start)))
}

takes_blocks() {
  payments 2 "$ACCOUNTS" "$(fresh_seed)" | as_blocks | "${ours[@]}" >"$work/block" || true
  ! grep -q '^5' "$work/block"
}

# A seed that no earlier payment of this run had.
fresh_seed() {
  echo $(($(date +%s%N) / 1000))
}

bulk_row() { # WORK COMMAND-THAT-SHAPES-THE-FILE
  : >"$work/a"
  for _ in $(seq "$ROUNDS"); do
    payments "$PAYMENTS" "$ACCOUNTS" "$(fresh_seed)" | "$2" >"$work/file"
    timed_pipe "$work/file" >>"$work/a"
  done
  constant "$TIGERBEETLE" "$work/a" >"$work/b"
  row "$1" "1 pipe" "$PAYMENTS" MORE "TigerBeetle 2026-07, constant" 1.0x "$work/a" "$work/b"
}

section_bulk() {
  book "$ACCOUNTS" "$work/book"
  serve "$work/book"
  bulk_row piped-payments/s cat
  if takes_blocks; then
    bulk_row block-payments/s as_blocks
  else
    skip "bulk blocks: the server answers $(grep -m 1 '^5' "$work/block")"
  fi
}
