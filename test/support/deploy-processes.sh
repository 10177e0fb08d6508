#!/usr/bin/env bash
# What docker/deploy-compose.sh is for containers, for processes of a test: $DEPLOY_TEST_VERSIONS/<version> is what is started as
# each of $DEPLOY_TEST_ROLES, with the environment of the test. Their pids, and what they print, are in $DEPLOY_TEST_PROCESSES.
set -euo pipefail

readonly action=$1 colour=${2:-} version=${3:-}
read -ra roles <<<"$DEPLOY_TEST_ROLES"
cd "$DEPLOY_TEST_PROCESSES"

address() { sed -n 's|.*is up on \(http://[0-9.]*:[0-9]*\).*|\1|p' "$colour-$1.log"; }

# ask <role> <path>: prints the body; fails where the answer is none of 200
ask() {
  local url status line connection
  url=$(address "$1")
  url=${url#http://}
  [[ -n $url ]] || return 1
  exec {connection}<>"/dev/tcp/${url%:*}/${url#*:}" || return 1
  printf 'GET %s HTTP/1.0\r\nHost: %s\r\n\r\n' "$2" "$url" >&"$connection"
  read -r _ status _ <&"$connection"
  while read -r line <&"$connection" && [[ $line != $'\r' ]]; do :; done
  cat <&"$connection"
  exec {connection}>&-
  [[ $status == 200 ]]
}

# Nobody may wait for what has ended: a zombie does not run.
runs() { [[ -e /proc/$1/stat && ! $(<"/proc/$1/stat") =~ \)\ Z ]]; }

case $action in
  start)
    for role in "${roles[@]}"; do
      BIN2NLP_ROLE=$role setsid "$DEPLOY_TEST_VERSIONS/$version" >"$colour-$role.log" 2>&1 &
      printf '%s\n' $! >"$colour-$role.pid"
    done
    ;;
  health) for role in "${roles[@]}"; do ask "$role" /api/v1/health/ready >/dev/null; done ;;
  metrics) for role in "${roles[@]}"; do ask "$role" /metrics; done ;;
  upstream)
    server=$(address api)
    printf 'server %s max_fails=0;\n' "${server#http://}"
    ;;
  reload)
    read -ra former <"/proc/$DEPLOY_TEST_NGINX/task/$DEPLOY_TEST_NGINX/children" || true # no line feed ends it
    kill -HUP "$DEPLOY_TEST_NGINX"
    # Until none of them takes connections: each says in its title that it is shutting down, then ends.
    for worker in "${former[@]}"; do
      while grep -qaz 'nginx: worker process$' "/proc/$worker/cmdline" 2>/dev/null; do sleep 0.02; done
    done
    ;;
  stop)
    for file in "$colour"-*.pid; do kill -TERM "$(<"$file")" 2>/dev/null || true; done
    for file in "$colour"-*.pid; do
      while runs "$(<"$file")"; do sleep 0.05; done
    done
    ;;
esac
