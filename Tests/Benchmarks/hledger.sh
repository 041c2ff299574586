# The balances of a small book, as plain-text accounting gives them: hledger reads its journal anew
# for every report, so that this is another order of cost, and shown for that.

readonly HLEDGER_ACCOUNTS=10000

hledger_journal() {
  awk -v n="$HLEDGER_ACCOUNTS" -v items="$ITEMS" 'BEGIN {
    for (a = 0; a < n; a++)
      for (i = 0; i < items; i++)
        printf "2026-%02d-%02d I-%07d-%d\n  receivable:A-%07d  %d.50 USD\n  revenue\n\n",
          1 + (a + i) % 12, 1 + a % 28, a, i, a, 10 + (a * 31 + i * 17) % 990
  }'
}

section_hledger() {
  have hledger hledger || { skip "hledger: there is none"; return 0; }
  book "$HLEDGER_ACCOUNTS" "$work/book"
  serve "$work/book"
  hledger_journal >"$work/journal"
  : >"$work/a"
  : >"$work/b"
  local start
  for _ in $(seq "$ROUNDS"); do
    ask_aging total >>"$work/a"
    start=$(now_ms)
    hledger -f "$work/journal" balance --depth 1 >"$work/balance" || give_up "hledger"
    echo $(($(now_ms) - start)) >>"$work/b"
  done
  row total-of-the-book/ms 1 "$HLEDGER_ACCOUNTS" LESS "$(hledger --version | cut -d, -f1)" - \
    "$work/a" "$work/b"
}
