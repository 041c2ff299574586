# Against PostgreSQL, over TLS, commits synchronous and fsync on: a payment that a function sets
# against the open items, oldest due first; and a telephone number's accounts with their open items
# as JSON. Driven by pgbench, statements prepared.

readonly POSTGRES_SHAPE=50x1

# As the user that PostgreSQL runs as: never root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    runuser -u postgres -- "$@"
  else
    "$@"
  fi
}

have_postgres() {
  local found
  have psql postgresql && have pgbench postgresql || return 1
  found=$(find /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)
  [ -n "$found" ] || return 1
  postgres_bin=$(dirname "$found")
}

start_postgres() { # CERTIFICATES
  local home=$work/postgres
  mkdir "$home"
  cp "$1/server.pem" "$1/server.key" "$home"
  if [ "$(id -u)" = 0 ]; then chown -R postgres "$home"; fi
  as_postgres "$postgres_bin/initdb" -D "$home/data" -U bench -A trust >"$work/initdb.log"
  postgres_port=$(free_port)
  cat >>"$home/data/postgresql.conf" <<END
listen_addresses = '127.0.0.1'
port = $postgres_port
unix_socket_directories = ''
ssl = on
ssl_cert_file = '$home/server.pem'
ssl_key_file = '$home/server.key'
fsync = on
synchronous_commit = on
shared_buffers = 2GB
max_wal_size = 4GB
max_connections = 100
END
  as_postgres "$postgres_bin/postgres" -D "$home/data" >"$work/postgres.log" 2>&1 &
  pids+=($!)
  export PGHOST=127.0.0.1 PGPORT=$postgres_port PGUSER=bench PGDATABASE=postgres PGSSLMODE=require
  within "$START_SECONDS" psql -c 'SELECT 1' \
    || give_up "postgres: $(tail -n 3 "$work/postgres.log")"
  # Its own process, besides the one that changed the user for it.
  pids+=("$(as_postgres head -n 1 "$home/data/postmaster.pid")")
}

# pgbench of one script: transactions a second, and the 99th percentile in microseconds.
measure_postgres() { # SCRIPT
  rm -f "$work"/transactions.*
  pgbench -n -M prepared -c "${POSTGRES_SHAPE%x*}" -j 1 -T "$SECONDS_EACH" -D keys="$ACCOUNTS" \
    -D round="$RANDOM$RANDOM" -l --log-prefix="$work/transactions" -f "$here/$1" \
    >"$work/pgbench.log" 2>&1 || give_up "pgbench: $(tail -n 3 "$work/pgbench.log")"
  local rate
  rate=$(awk '/^tps/ { print $3 }' "$work/pgbench.log")
  cat "$work"/transactions.* | awk '{ print $3 }' | sort -n \
    | awk -v rate="$rate" '{ v[NR] = $1 } END { print rate, v[int(NR * 0.99 + 0.5)] }'
}

against_postgres() { # WORK OUR-COMMAND THEIR-SCRIPT BUDGET
  : >"$work/a"
  : >"$work/b"
  for _ in $(seq "$ROUNDS"); do
    measure "$POSTGRES_SHAPE" "$ACCOUNTS" "$2" "${ours[@]}" bench >>"$work/a"
    measure_postgres "$3" >>"$work/b"
  done
  row "$1" "$POSTGRES_SHAPE" "$ACCOUNTS" MORE "$postgres_name" "$4" "$work/a" "$work/b"
}

section_postgres() {
  have_postgres || { skip "postgres: no PostgreSQL"; return 0; }
  postgres_name="PostgreSQL $("$postgres_bin/postgres" --version | awk '{ print $3 }')"
  book "$ACCOUNTS" "$work/book"
  serve "$work/book"
  start_postgres "$work/book"
  psql -q -v ON_ERROR_STOP=1 -v accounts="$ACCOUNTS" -v items="$ITEMS" \
    -f "$here/postgres-book.sql" >"$work/psql.log" || give_up "the book of PostgreSQL"
  against_postgres lookup-phone/s 'LOOKUP PHONE +1212{phone}' postgres-lookup.sql -
  against_postgres post-payment/s 'POST PAYMENT A-{key} 1.00 ref=b-{n}' postgres-post.sql 7x
}
