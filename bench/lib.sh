# Shared by the scripts of this folder: free ports, servers ended by their process id, medians.
top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
work=$(mktemp -d "${TMPDIR:-/tmp}/glasshouse-bench.XXXXXX")
pids=

# Ends what this run has started, and nothing else.
finish() {
  for pid in $pids; do kill "$pid" 2>/dev/null || true; done
  for pid in $pids; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

need() {
  for program; do
    command -v "$program" >/dev/null || { echo "needs $program" >&2; exit 1; }
  done
}

# A port above 20000 that nobody listens on.
free_port() {
  port=$((20000 + $$ % 9000 + ${next_port:=0}))
  while redis-cli -p "$port" PING >/dev/null 2>&1; do port=$((port + 1)); done
  next_port=$((port - 20000 - $$ % 9000 + 1))
}

# start_ours PORT OPTION...; start_redis PORT OPTION...: each waits for PONG.
start_ours() {
  mkdir -p "$work/$1"
  "$top/glasshouse" serve --port "$1" --dir "$work/$1" --save '' "${@:2}" >"$work/$1.log" 2>&1 &
  pids="$pids $!"
  pong "$1"
}

start_redis() {
  mkdir -p "$work/$1"
  redis-server --port "$1" --bind 127.0.0.1 --dir "$work/$1" --save '' --daemonize no "${@:2}" \
    >"$work/$1.log" 2>&1 &
  pids="$pids $!"
  pong "$1"
}

pong() {
  tries=0
  until [ "$(redis-cli -p "$1" PING 2>/dev/null)" = PONG ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 6000 ] || { cat "$work/$1.log" >&2; exit 1; }
    sleep 0.01
  done
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

now() { date +%s%3N; }
