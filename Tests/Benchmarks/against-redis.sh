#!/usr/bin/env bash
# Piperoll against Redis over TLS, on loopback, driven by the same code (`piperoll bench`): look-ups
# against HGETALL of 12 fields, durable payments against a Lua script of two writes with the append-only
# file synced always. Runs are interleaved; the table gives medians, and ours by theirs.
#
#   ACCOUNTS=100000 ROUNDS=5 SECONDS_EACH=3 Tests/Benchmarks/against-redis.sh
#
# Needs redis-server (Debian: redis-server) and a release build; exits 77 without Redis.
set -euo pipefail
cd "$(dirname "$0")/../.."
readonly ACCOUNTS=${ACCOUNTS:-100000} ROUNDS=${ROUNDS:-5} SECONDS_EACH=${SECONDS_EACH:-3}
# connections x depth
readonly SHAPES=${SHAPES:-"50x1 50x16 1x1 500x1"}
command -v redis-server >/dev/null || { echo "no redis-server; skipped" >&2; exit 77; }

swift build -c release --product piperolld >/dev/null
swift build -c release --product piperoll >/dev/null
bin=$(swift build -c release --show-bin-path)
readonly PIPEROLLD=${PIPEROLLD:-$bin/piperolld} PIPEROLL=${PIPEROLL:-$bin/piperoll}

work=$(mktemp -d)
pids=()
stop() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT

wait_for() { # a command that succeeds when it is ready
  for _ in $(seq 200); do "$@" >/dev/null 2>&1 && return 0; sleep 0.1; done
  echo "not ready: $*" >&2
  exit 1
}

start_piperoll() {
  "$PIPEROLLD" init "$work/p" >/dev/null
  "$PIPEROLLD" serve "$work/p" --port 0 --port-file "$work/port" --log-level error &
  pids+=($!)
  wait_for test -s "$work/port"
  ours=("$PIPEROLL" --url "piperolls://127.0.0.1:$(cat "$work/port")" --cert "$work/p/admin.pem"
    --key "$work/p/admin.key" --cacert "$work/p/server.pem")
  "$PIPEROLL" bench --book "$ACCOUNTS" --items 5 | "${ours[@]}" --window 4096 >"$work/loaded"
  ! grep -v '^201' "$work/loaded" | head -3 | grep . || { echo "the book was refused" >&2; exit 1; }
}

start_redis() { # redis NAME PORT APPENDONLY
  mkdir -p "$work/$1"
  redis-server --port 0 --tls-port "$2" --bind 127.0.0.1 --tls-cert-file "$work/p/server.pem" \
    --tls-key-file "$work/p/server.key" --tls-ca-cert-file "$work/p/server.pem" \
    --tls-auth-clients no --dir "$work/$1" --save '' --appendonly "$3" --appendfsync always \
    --daemonize no >"$work/$1.log" 2>&1 &
  pids+=($!)
  wait_for redis_cli "$2" ping
}

redis_cli() { # PORT ARGUMENTS...
  local port=$1
  shift
  redis-cli -h 127.0.0.1 -p "$port" --tls --cacert "$work/p/server.pem" "$@"
}

load_redis() { # PORT: a hash of 12 fields an account, as many as LOOKUP ACCOUNT shows
  awk -v n="$ACCOUNTS" 'BEGIN {
    for (i = 0; i < n; i++)
      printf "HSET acct:%07d id A-%07d kind trade name \"Account %07d\" currency USD balance 2515.50" \
        " unapplied 0.00 limit 0 terms 30 collector c1 portfolio p1 client none opened 2026-11-23\n",
        i, i, i
  }' | redis_cli "$1" --pipe >/dev/null
}

# One measurement: requests a second, and the 99th percentile in microseconds.
measure() { # SHAPE COMMAND BENCH-OPTIONS...
  local connections=${1%x*} depth=${1#*x} command=$2
  shift 2
  "${@}" --connections "$connections" --depth "$depth" --seconds "$SECONDS_EACH" --keys "$ACCOUNTS" \
    "$command" | awk 'NR == 2 { print $3, $5; if ($7 > 0) exit 1 }'
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

compare() { # NAME SHAPE OUR-COMMAND THEIR-PORT THEIR-COMMAND
  : >"$work/a"; : >"$work/b"
  for _ in $(seq "$ROUNDS"); do
    measure "$2" "$3" "${ours[@]}" bench >>"$work/a"
    measure "$2" "$5" "$PIPEROLL" bench --redis --url "piperolls://127.0.0.1:$4" \
      --cacert "$work/p/server.pem" >>"$work/b"
  done
  local a b pa pb
  a=$(cut -d' ' -f1 "$work/a" | median); b=$(cut -d' ' -f1 "$work/b" | median)
  pa=$(cut -d' ' -f2 "$work/a" | median); pb=$(cut -d' ' -f2 "$work/b" | median)
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$a" "$b" \
    "$(awk -v a="$a" -v b="$b" 'BEGIN { printf "%.2f", a / b }')" "$pa" "$pb"
}

start_piperoll
start_redis cache 16379 no
start_redis durable 16380 yes
load_redis 16379
script='redis.call("HINCRBY", KEYS[1], "balance", -ARGV[1]) return redis.call("RPUSH", "log", ARGV[1])'
sha=$(redis_cli 16380 script load "$script")

printf 'work\tshape\tours/s\tredis/s\tratio\tours-p99-us\tredis-p99-us\n'
for shape in $SHAPES; do
  compare lookup-account "$shape" 'LOOKUP ACCOUNT A-{key}' 16379 'HGETALL acct:{key}'
  compare lookup-phone "$shape" 'LOOKUP PHONE +1212{phone}' 16379 'HGETALL acct:{key}'
  case $shape in 500x1) continue ;; esac
  compare post-payment "$shape" 'POST PAYMENT A-{key} 1.00 ref=b-{n}' 16380 \
    "EVALSHA $sha 1 acct:{key} 100"
done
