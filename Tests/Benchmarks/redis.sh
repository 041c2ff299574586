# Against Redis, over TLS, driven by the same code: look-ups against HGETALL of 12 fields, as many
# as LOOKUP ACCOUNT shows of the account; durable payments against a Lua script of two writes with
# the append-only file synced always.

# Shapes are connections x requests in flight on each.
readonly LOOKUP_SHAPES=${LOOKUP_SHAPES:-"50x1 50x16 500x1 1x1"}
readonly POST_SHAPES=${POST_SHAPES:-"50x1 50x16 1x1"}

# Starts Redis: `redis` is the load generator's command line, `redis_port` its port.
start_redis() { # APPENDONLY CERTIFICATES
  local directory=$work/redis-$1
  mkdir -p "$directory"
  redis_port=$(free_port)
  redis-server --port 0 --tls-port "$redis_port" --bind 127.0.0.1 \
    --tls-cert-file "$2/server.pem" --tls-key-file "$2/server.key" \
    --tls-ca-cert-file "$2/server.pem" --tls-auth-clients no --dir "$directory" --save '' \
    --appendonly "$1" --appendfsync always >"$directory/log" 2>&1 &
  pids+=($!)
  redis=("$PIPEROLL" bench --redis --url "piperolls://127.0.0.1:$redis_port"
    --cacert "$2/server.pem")
  redis_ca=$2/server.pem
  within "$START_SECONDS" redis_cli ping || give_up "redis: $(tail -n 3 "$directory/log")"
}

redis_cli() { redis-cli -h 127.0.0.1 -p "$redis_port" --tls --cacert "$redis_ca" "$@"; }

load_redis() { # ACCOUNTS
  awk -v n="$1" 'BEGIN {
    for (i = 0; i < n; i++)
      printf "HSET acct:%07d id A-%07d kind trade name \"Account %07d\" currency USD" \
        " balance 2515.50 unapplied 0.00 limit 0 terms 30 collector c1 portfolio p1 client none" \
        " opened 2026-11-23\n", i, i, i
  }' | redis_cli --pipe >"$work/redis-load"
}

# Rounds of ours and theirs in turn.
against_redis() { # WORK SHAPE OUR-COMMAND THEIR-COMMAND BUDGET
  : >"$work/a"
  : >"$work/b"
  for _ in $(seq "$ROUNDS"); do
    measure "$2" "$ACCOUNTS" "$3" "${ours[@]}" bench >>"$work/a"
    measure "$2" "$ACCOUNTS" "$4" "${redis[@]}" >>"$work/b"
  done
  row "$1" "$2" "$ACCOUNTS" MORE "Redis $redis_version" "$5" "$work/a" "$work/b"
}

begin_redis() { # APPENDONLY
  have redis-server redis-server || return 1
  redis_version=$(redis-server --version | sed 's/.*v=\([0-9.]*\).*/\1/')
  book "$ACCOUNTS" "$work/book"
  serve "$work/book"
  start_redis "$1" "$work/book"
}

section_lookups() {
  begin_redis no || { skip "lookups: no redis-server"; return 0; }
  load_redis "$ACCOUNTS"
  local shape budget
  for shape in $LOOKUP_SHAPES; do
    case $shape in
      50x*) budget='1.0x p99' ;;
      *) budget=- ;;
    esac
    against_redis lookup-account/s "$shape" 'LOOKUP ACCOUNT A-{key}' 'HGETALL acct:{key}' "$budget"
    against_redis lookup-phone/s "$shape" 'LOOKUP PHONE +1212{phone}' 'HGETALL acct:{key}' \
      "$budget"
  done
}

section_posts() {
  begin_redis yes || { skip "posts: no redis-server"; return 0; }
  local script sha shape
  script='redis.call("HINCRBY", KEYS[1], "balance", -ARGV[1])
    return redis.call("RPUSH", "log", ARGV[1])'
  sha=$(redis_cli script load "$script")
  for shape in $POST_SHAPES; do
    against_redis post-payment/s "$shape" 'POST PAYMENT A-{key} 1.00 ref=b-{n}' \
      "EVALSHA $sha 1 acct:{key} 100" 1.0x
  done
}
