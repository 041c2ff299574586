# Our own server, and the books it serves.

find_binaries() {
  if [ -z "${PIPEROLLD:-}" ] || [ -z "${PIPEROLL:-}" ]; then
    note "building for release"
    local product
    for product in piperolld piperoll; do
      swift build -c release --package-path "$root" --product "$product" >&2 \
        || give_up "swift build -c release"
    done
    PIPEROLLD=${PIPEROLLD:-$root/.build/release/piperolld}
    PIPEROLL=${PIPEROLL:-$root/.build/release/piperoll}
  fi
  build=$(sha256sum "$PIPEROLLD" | cut -c1-12)
  # Books of builds that nobody has used for a day.
  find "$CACHE" -mindepth 1 -maxdepth 1 -name 'book-*' ! -name "*-$build" -mtime +0 \
    -exec rm -rf {} +
}

# Starts a server on a data directory, and turns to it.
serve() { # DIRECTORY OPTIONS...
  rm -f "$1/port"
  "$PIPEROLLD" serve "$@" --port 0 --port-file "$1/port" --log-level info 2>"$1/log" &
  server=$!
  pids+=("$server")
  # The shell need not tell of a server that was killed on purpose.
  disown "$server"
  within "$START_SECONDS" test -s "$1/port" || give_up "piperolld: $(tail -n 3 "$1/log")"
  echo "$server" >"$1/pid"
  turn_to "$1"
}

# From now on `server` is this one's process, `ours` the client's command line for it.
turn_to() { # DIRECTORY
  server=$(cat "$1/pid")
  ours=("$PIPEROLL" --url "piperolls://127.0.0.1:$(cat "$1/port")" --cert "$1/admin.pem"
    --key "$1/admin.key" --cacert "$1/server.pem")
}

# Ends the server that serve started: with TERM in order, with KILL as a crash.
end_server() { # SIGNAL
  kill -s "$1" "$server"
  await_end "$server"
}

make_directory() { # DIRECTORY
  "$PIPEROLLD" init "$1" >"$work/init.log" || give_up "piperolld init"
}

# Sends what comes in; all of it must be accepted.
send_all() {
  timeout "$LOAD_SECONDS" "${ours[@]}" --window 4096 >"$work/sent" \
    || give_up "refused: $(grep -v '^2' "$work/sent" | head -n 1)"
}

# A data directory with the book of so many accounts, as a server leaves it that was stopped: from
# the cache, or loaded once. It is a copy, to do with as one likes.
book() { # ACCOUNTS DIRECTORY
  local kept=$CACHE/book-$1-$build
  if [ ! -d "$kept" ]; then
    note "loading a book of $1 accounts"
    make_directory "$work/loading"
    serve "$work/loading"
    "$PIPEROLL" bench --book "$1" --items "$ITEMS" | send_all
    # Two of them, because the journal since the older is kept.
    snapshot
    snapshot
    end_server TERM
    # Another run may have been faster.
    mv -T "$work/loading" "$kept.$$"
    mv -T "$kept.$$" "$kept" 2>/dev/null || rm -rf "$kept.$$"
  fi
  rm -rf "$2"
  cp -a --reflink=auto "$kept" "$2"
}

# A snapshot of now. The server may just be writing one by itself, and then refuses a second.
snapshot() {
  within "$START_SECONDS" "${ours[@]}" ADMIN SNAPSHOT || give_up "ADMIN SNAPSHOT was refused"
}

rss_bytes() { awk '/^VmRSS/ { print $2 * 1024 }' "/proc/$server/status"; }
