# Sourced by ibm.sh and journal.sh: REPORT JOURNAL against hledger, which adds the file up itself.
#
# compare_journal DAY asks the server for the book's file up to a day and compares what hledger
# makes of it with REPORT TRIAL and with each account's receivables and unapplied credit, to the
# cent. It uses server.sh, which is sourced before it.

has_hledger() { command -v hledger >/dev/null; }

# account TAB currency TAB balance, where it is not zero; hledger's top accounts are left out.
by_hledger() {
  hledger -f "$1" balance --flat --no-total -O csv | awk -F '","' '
    NR > 1 {
      account = substr($1, 2); sub(/^[a-z]+:/, "", account)
      amounts = $2; sub(/"$/, "", amounts)
      n = split(amounts, all, ", ")
      for (i = 1; i <= n; i++) {
        split(all[i], part, " ")
        if (part[1] != "0") print account "\t" part[2] "\t" part[1]
      }
    }' | LC_ALL=C sort
}

# The same by the server's own reports, with the names that its policies give the ledger's accounts.
by_reports() {
  ask "REPORT TRIAL as-of=$1 fmt=tsv" | tr -d '\r' | awk -F '\t' -v names="$work/names" '
    /^# / || /^\. / { wanted = $0 == "# trial"; head = 1; next }
    wanted && head { for (i = 1; i <= NF; i++) at[$i] = i; head = 0; next }
    wanted {
      name = $at["name"] == "\\N" ? $2 : $at["name"]
      print $2 "\t" name >names
      if ($2 != "receivables" && $2 != "unapplied" && $6 ~ /[1-9]/) print name "\t" $1 "\t" $6
    }' >"$work/trial"
  ask "REPORT AGING as-of=$1 by=account fmt=tsv" | tr -d '\r' | awk -F '\t' '
    NR == FNR { name[$1] = $2; next }
    /^# / || /^\. / { wanted = $0 == "# aging"; head = 1; next }
    wanted && head { for (i = 1; i <= NF; i++) at[$i] = i; head = 0; next }
    wanted {
      group = $at["group"]; currency = $at["currency"]
      if ($at["total"] ~ /[1-9]/)
        print name["receivables"] ":" group "\t" currency "\t" $at["total"]
      if ($at["unapplied"] ~ /[1-9]/)
        print name["unapplied"] ":" group "\t" currency "\t-" $at["unapplied"]
    }' "$work/names" - | cat "$work/trial" - | LC_ALL=C sort
}

compare_journal() {
  local day=$1
  ask "REPORT JOURNAL to=$day" >"$work/book.journal" || fail "REPORT JOURNAL to=$day"
  hledger -f "$work/book.journal" check -s || fail "hledger takes the journal to $day amiss"
  by_hledger "$work/book.journal" >"$work/by-hledger"
  by_reports "$day" >"$work/by-reports"
  if ! cmp -s "$work/by-hledger" "$work/by-reports"; then
    fail "hledger comes to something else to $day"
    diff "$work/by-hledger" "$work/by-reports" | head -n 10 || true
  fi
  say "  hledger agrees to $day on $(wc -l <"$work/by-reports") balances," \
    "$(grep -c '^20' "$work/book.journal" || true) transactions"
}
