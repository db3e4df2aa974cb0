#!/bin/sh
# Full synchronisation of KEYS (default 1000000) keys: redis-server to redis-server, ours to redis-server, and ours to ours,
# in one run. Prints the seconds from REPLICAOF to a link that is up, and the ratio to the first.
set -eu
top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
keys=${KEYS:-1000000}
dir=$(mktemp -d)
pids=
trap 'kill $pids 2>/dev/null; rm -rf "$dir"' EXIT
"$top/glasshouse" --version >/dev/null

# name; leaves the port in $port
start() {
  port=${port:-26500}
  while redis-cli -h 127.0.0.1 -p "$port" ping >/dev/null 2>&1; do port=$((port + 1)); done
  mkdir "$dir/$port"
  set -- "$1" --port "$port" --dir "$dir/$port" --save "" --repl-diskless-sync-delay 0 --enable-debug-command yes
  case $1 in
    ours) shift; GLASSHOUSE_JAVA_OPTS=${GLASSHOUSE_JAVA_OPTS:--Xmx2g} "$top/glasshouse" serve "$@" >"$dir/$port/log" 2>&1 & ;;
    redis) shift; redis-server --bind 127.0.0.1 "$@" >"$dir/$port/log" 2>&1 & ;;
  esac
  pids="$pids $!"
  until redis-cli -p "$port" ping >/dev/null 2>&1; do sleep 0.1; done
}

# master replica
measure() {
  start "$1"
  master=$port
  redis-cli -p "$master" debug populate "$keys" key 16 >/dev/null
  start "$2"
  begin=$(date +%s.%N)
  redis-cli -p "$port" replicaof 127.0.0.1 "$master" >/dev/null
  until redis-cli -p "$port" info replication | grep -q 'master_link_status:up'; do sleep 0.02; done
  took=$(echo "$(date +%s.%N) - $begin" | bc)
  [ "$(redis-cli -p "$port" dbsize)" = "$keys" ] || { echo "the replica has $(redis-cli -p "$port" dbsize) keys" >&2; exit 1; }
  base=${base:-$took}
  echo "$1 to $2: $took s, $(echo "scale=2; $took / $base" | bc) times redis-server to redis-server"
  kill $pids
  wait $pids 2>/dev/null || true
  pids=
}

measure redis redis
measure ours redis
measure redis ours
measure ours ours
