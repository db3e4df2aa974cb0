#!/bin/sh
# From the start of the program to the first PONG of `serve` and of redis-server, and to the first picture of the window;
# the median of ROUNDS (default 5).
set -eu
top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
rounds=${ROUNDS:-5}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"$top/glasshouse" --version >/dev/null
port=26600
while redis-cli -h 127.0.0.1 -p "$port" ping >/dev/null 2>&1; do port=$((port + 1)); done

# command...
pong() {
  begin=$(date +%s.%N)
  "$@" --port "$port" --dir "$dir" --save "" >"$dir/log" 2>&1 &
  until redis-cli -h 127.0.0.1 -p "$port" ping >/dev/null 2>&1; do :; done
  echo "$(date +%s.%N) - $begin" | bc
  kill $!
  wait $! 2>/dev/null || true
}

picture() {
  begin=$(date +%s.%N)
  "$top/glasshouse" --shot "$dir/window.png" >"$dir/log" 2>&1
  echo "$(date +%s.%N) - $begin" | bc
}

# name, command...
median() {
  name=$1
  shift
  i=0
  while [ "$i" -lt "$rounds" ]; do
    "$@"
    i=$((i + 1))
  done | sort -n | sed -n "$((rounds / 2 + 1))p" | sed "s/^/$name: /; s/\$/ s/"
}

median 'redis-server, first PONG' pong redis-server
median 'serve, first PONG' pong "$top/glasshouse" serve
median 'window, cluster in sync and first picture written' picture
