#!/bin/sh
# redis-benchmark against ./glasshouse serve and redis-server in turn, both sides in one run: prints the
# median of each and our ratio to redis-server's. ROUNDS (default 5), REQUESTS at -P 16 (default 400000).
set -eu
top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
rounds=${ROUNDS:-5}
requests=${REQUESTS:-400000}
tests=set,get,incr,lpush,hset,zadd
dir=$(mktemp -d)
"$top/glasshouse" --version >/dev/null

free_port() {
  port=$1
  while redis-cli -h 127.0.0.1 -p "$port" ping >/dev/null 2>&1; do port=$((port + 1)); done
  echo "$port"
}

ours=$(free_port 26400)
theirs=$(free_port $((ours + 1)))
"$top/glasshouse" serve --port "$ours" --dir "$dir" --save "" >"$dir/ours.log" 2>&1 &
ours_pid=$!
redis-server --port "$theirs" --bind 127.0.0.1 --dir "$dir" --save "" >"$dir/theirs.log" 2>&1 &
theirs_pid=$!
trap 'kill "$ours_pid" "$theirs_pid" 2>/dev/null; rm -rf "$dir"' EXIT
for port in "$ours" "$theirs"; do
  until redis-cli -p "$port" ping >/dev/null 2>&1; do sleep 0.1; done
done

# port pipeline requests
run() {
  redis-cli -p "$1" flushall >/dev/null
  redis-benchmark -p "$1" -c 50 -P "$2" -n "$3" -r 100000 -t $tests --csv 2>/dev/null |
    sed -n '/^"test"/d; s/"//g; s/^\([A-Z]*\),\([0-9.]*\),.*/\1 \2/p'
}

run "$ours" 16 "$requests" >/dev/null # the JVM compiles what is hot
for pipeline in 1 16; do
  count=$requests
  [ "$pipeline" = 16 ] || count=$((requests / 4))
  i=0
  while [ "$i" -lt "$rounds" ]; do
    run "$ours" "$pipeline" "$count" | sed "s/^/ours $pipeline /"
    run "$theirs" "$pipeline" "$count" | sed "s/^/redis $pipeline /"
    i=$((i + 1))
  done
done | sort -k1,3 -k4n | awk -v n="$rounds" '
  { key = $2 " " $3; row[$1, key, ++seen[$1, key]] = $4; keys[key] = 1 }
  END {
    printf "%-3s %-6s %12s %12s %6s\n", "-P", "test", "glasshouse", "redis-server", "ratio"
    for (key in keys) {
      o = row["ours", key, int((n + 1) / 2)]; r = row["redis", key, int((n + 1) / 2)]
      split(key, part, " ")
      printf "%-3s %-6s %12.0f %12.0f %6.2f\n", part[1], part[2], o, r, o / r
    }
  }' | sort -k1,1n -k2,2
