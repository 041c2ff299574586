# REPORT AGING against DuckDB with the same items in native tables, on 1 and 2 threads; and how much
# reports that run all the time hold up look-ups.

# Reports of one measurement: enough for a median.
readonly REPORTS=20

# A Python that has DuckDB, in the cache: never in the project.
find_duckdb() {
  python=$CACHE/duckdb/bin/python
  [ -x "$python" ] && "$python" -c 'import duckdb' 2>/dev/null && return 0
  note "installing DuckDB into $CACHE/duckdb"
  { python3 -m venv "$CACHE/duckdb" && "$CACHE/duckdb/bin/pip" install -q duckdb; } \
    >"$work/pip.log" 2>&1
}

start_duckdb() { # ACCOUNTS
  coproc DUCKDB { exec "$python" "$here/aging-duckdb.py" "$1" "$ITEMS"; }
  duckdb_pid=$DUCKDB_PID
  pids+=("$duckdb_pid")
  read -r duckdb_version duckdb_total <&"${DUCKDB[0]}" || give_up "DuckDB ended"
}

# The median of repeated queries, in milliseconds.
ask_duckdb() { # BY THREADS
  local answer
  echo "$1 $2 $REPORTS" >&"${DUCKDB[1]}"
  read -r answer <&"${DUCKDB[0]}" || give_up "DuckDB ended"
  echo "$answer"
}

# The median over one open connection, in milliseconds.
ask_aging() { # BY
  "${ours[@]}" bench --connections 1 --requests "$REPORTS" --warm-up 0.1 \
    "REPORT AGING by=$1 fmt=tsv" >"$work/measured" || give_up "REPORT AGING was refused"
  awk -F '\t' 'NR == 2 { print $4 / 1000 }' "$work/measured"
}

# Both must add up the same items, or the comparison is of different work.
compare_totals() {
  local total
  total=$("${ours[@]}" --tsv REPORT AGING by=total \
    | awk -F '\t' '!found && $1 == "USD" { print $9; found = 1 }' | tr -d .)
  [ "$total" = "$duckdb_total" ] || give_up "open are $total here and $duckdb_total in DuckDB"
}

against_duckdb() { # BY
  : >"$work/a"
  : >"$work/b1"
  : >"$work/b2"
  for _ in $(seq "$ROUNDS"); do
    ask_aging "$1" >>"$work/a"
    ask_duckdb "$1" 1 >>"$work/b1"
    ask_aging "$1" >>"$work/a"
    ask_duckdb "$1" 2 >>"$work/b2"
  done
  local threads
  for threads in 1 2; do
    # Each of theirs stands beside the one of ours before it.
    awk -v threads="$threads" 'NR % 2 == threads % 2' "$work/a" >"$work/c"
    row "aging-by-$1/ms" "$threads threads" "$BIG_ACCOUNTS" LESS "DuckDB $duckdb_version" 5.0x \
      "$work/c" "$work/b$threads"
  done
}

# A percentile of a command's times while another runs all the time, and while none does, in turn.
beside() { # WORK SHAPE COLUMN KEYS COMMAND OTHER-COMMAND
  : >"$work/a"
  : >"$work/b"
  local other
  for _ in $(seq "$ROUNDS"); do
    measure "$2" "$4" "$5" "${ours[@]}" bench | cut -d' ' -f"$3" >>"$work/b"
    "${ours[@]}" bench --connections 1 --warm-up 0 --seconds "$((SECONDS_EACH + 2))" "$6" \
      >"$work/other" &
    other=$!
    pids+=("$other")
    measure "$2" "$4" "$5" "${ours[@]}" bench | cut -d' ' -f"$3" >>"$work/a"
    # Snapshots that the server takes by itself are in the way of one that is asked for.
    wait "$other" || note "some of $6 were refused"
  done
  row "$1" "$2" "$4" LESS "ours, without" 0.5x "$work/a" "$work/b"
}

section_aging() {
  book "$BIG_ACCOUNTS" "$work/book"
  serve "$work/book"
  local shape
  for shape in 50x1 1x1; do
    beside lookup-p99-beside-reports/us "$shape" 2 "$BIG_ACCOUNTS" 'LOOKUP ACCOUNT A-{key}' \
      'REPORT AGING by=collector fmt=tsv'
  done
  find_duckdb || { skip "aging: no DuckDB: $(tail -n 1 "$work/pip.log")"; return 0; }
  start_duckdb "$BIG_ACCOUNTS"
  compare_totals
  against_duckdb collector
  against_duckdb total
}
