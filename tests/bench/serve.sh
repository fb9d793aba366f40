#!/bin/bash
# The server beside nginx that gives the same bytes as a file: each on one core, wrk on the other.
# At least 0.9 of nginx's requests a second, for 200 and 304, best of five; the memory stays flat
# over 1,000,000 requests.  Run by ./dev bench; COUNCIL is the program.
set -euo pipefail

work=$(mktemp -d)
chmod 755 "$work"
pids=()
# shellcheck disable=SC2317 # called by the trap
finish() { ((${#pids[@]} == 0)) || kill "${pids[@]}" 2>/dev/null || true; wait; rm -rf "$work"; }
trap finish EXIT
export LC_ALL=C.UTF-8 COUNCIL_FILE=$work/council.db
seconds=${SECONDS_EACH:-3}

"$COUNCIL" init --template tj-kg >/dev/null
path=$("$COUNCIL" feed create --kind holidays 2>/dev/null | head -n 1 | sed -E 's#^https?://[^/]+##')
"$COUNCIL" publish "$work/site" >/dev/null

taskset -c 0 "$COUNCIL" serve --listen 127.0.0.1:18180 2>/dev/null &
ours=$!
pids+=("$ours")
cat >"$work/nginx.conf" <<END
pid $work/pid; error_log /dev/null; daemon off; worker_processes 1; user root;
events { worker_connections 1024; }
http {
  sendfile on; tcp_nopush on; keepalive_requests 100000000; access_log /dev/null combined buffer=64k;
  open_file_cache max=100;
  types { text/calendar ics; }
  server { listen 127.0.0.1:18181; root $work/site; }
}
END
taskset -c 0 /usr/sbin/nginx -c "$work/nginx.conf" -p "$work" &
pids+=($!)
for port in 18180 18181; do
  for _ in {1..100}; do curl -sf -o "$work/$port" "http://127.0.0.1:$port$path" && break; sleep 0.1; done
done
cmp "$work/18180" "$work/18181"

etag() { curl -sI "http://127.0.0.1:$1$path" | tr -d '\r' | sed -n 's/^ETag: //p'; }
# requests a second and the 99th percentile
measure() { # PORT [HEADER]
  local port=$1
  shift
  taskset -c 1 wrk -t1 -c32 -d"${seconds}s" --latency "$@" "http://127.0.0.1:$port$path" |
    awk '/99%/ { p99 = $2 } /Requests\/sec/ { print $2, p99 }'
}
best() { # NAME PORT [HEADER]
  local port=$2 i
  shift 2
  for i in 1 2 3 4 5; do measure "$port" "$@"; done | sort -rn | head -n 1
}

failed=0
compare() { # WHAT OURS THEIRS
  local mine theirs ratio
  read -r mine p99 <<<"$2"
  read -r theirs theirs99 <<<"$3"
  ratio=$(jq -n "$mine / $theirs * 100 | round / 100")
  echo "$1: $mine requests a second (p99 $p99), nginx $theirs (p99 $theirs99): $ratio, at least 0.9 wanted"
  jq -en "$ratio >= 0.9" >/dev/null || failed=1
}
compare 200 "$(best ours 18180)" "$(best nginx 18181)"
compare 304 "$(best ours 18180 -H "If-None-Match: $(etag 18180)")" \
  "$(best nginx 18181 -H "If-None-Match: $(etag 18181)")"

resident() { awk '/VmRSS/ { print $2 }' "/proc/$ours/status"; }
before=$(resident) total=0
known="If-None-Match: $(etag 18180)"
while ((total < 1000000)); do
  for header in 'X: y' "$known"; do # the whole feed, and 304
    total=$((total + $(taskset -c 1 wrk -t1 -c32 -d10s -H "$header" "http://127.0.0.1:18180$path" |
      awk '/requests in/ { print $1 }')))
  done
done
after=$(resident)
echo "memory: $before kB before, $after kB after $total requests, at most 2048 kB more wanted"
((after - before <= 2048)) || failed=1
exit "$failed"
