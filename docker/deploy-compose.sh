#!/usr/bin/env bash
# What docker/deploy.sh asks of the place where the service runs; here docker/compose.production.yaml. Each answers by its
# exit status, can be asked again, and may be ended by SIGTERM.
#
#   start <colour> <version>  starts the api and workers of a colour (blue or green), and what they need
#   health <colour>           whether each of them is ready
#   metrics <colour>          prints what each of them tells of itself, one after the other
#   upstream <colour>         prints the `server` lines for nginx
#   reload                    has nginx (started where it is not) send new requests there
#   stop <colour>             SIGTERM to each, and waits: requests in flight end, jobs end or go back to the queue
set -euo pipefail

readonly action=$1 colour=${2:-} version=${3:-}
cd "$(dirname "${BASH_SOURCE[0]}")"

compose() { docker compose --file compose.production.yaml --profile blue --profile green "$@"; }

readonly apis=("api-$colour-1" "api-$colour-2") workers=("worker-$colour-1" "worker-$colour-2")

# ask <service> <port> <path>: prints the answer; fails where it is none of 200
ask() {
  # shellcheck disable=SC2016 # JavaScript
  compose exec -T "$1" node -e '
    fetch(`http://127.0.0.1:${process.argv[1]}${process.argv[2]}`, { signal: AbortSignal.timeout(5000) })
      .then(async (answer) => { process.stdout.write(await answer.text()); process.exitCode = answer.ok ? 0 : 1; })
      .catch(() => { process.exitCode = 1; })' "$2" "$3"
}

case $action in
  start)
    # Only the colour that is started is made of this version.
    export "${colour^^}_VERSION=$version"
    compose up --detach --no-build "${apis[@]}" "${workers[@]}"
    ;;
  health)
    for name in "${apis[@]}"; do ask "$name" 8000 /api/v1/health/ready >/dev/null; done
    for name in "${workers[@]}"; do ask "$name" 8001 /api/v1/health/ready >/dev/null; done
    ;;
  metrics) for name in "${apis[@]}" "${workers[@]}"; do ask "$name" 9090 /metrics; done ;;
  upstream) printf 'server %s:8000 max_fails=0;\n' "${apis[@]}" ;;
  reload)
    compose up --detach --no-recreate nginx
    # A container that another checkout has made reads another file.
    compose exec -T nginx cat /etc/nginx/deployed/upstream.conf | cmp -s - "${DEPLOY_STATE_DIRECTORY:-deployed}/upstream.conf" || {
      printf 'error: nginx does not read %s: it belongs to another checkout\n' "${DEPLOY_STATE_DIRECTORY:-docker/deployed}/upstream.conf" >&2
      exit 1
    }
    compose exec -T nginx nginx -t -q -c /etc/nginx/bin2nlp.conf
    compose exec -T nginx nginx -s reload -c /etc/nginx/bin2nlp.conf
    ;;
  stop) compose stop "${apis[@]}" "${workers[@]}" ;;
  *)
    printf 'error: unknown action: %s\n' "$action" >&2
    exit 2
    ;;
esac
