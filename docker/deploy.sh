#!/usr/bin/env bash
# Blue-green deployment: starts a version beside the one that serves, sends the requests to it once it is healthy, watches
# it, and stops the old one; or, where the new one does badly, sends the requests back by itself. docs/deployment.md.
#
# usage: docker/deploy.sh deploy <version> | rollback | status
#   deploy <version>  has that version serve
#   rollback          has the version serve that did before, after a deployment that was found good
#   status            says what serves
#
# exit status
#   0  done; for status: what serves is healthy
#   1  a step failed; the old version serves. For status: nothing serves, or it is not healthy
#   2  misused
#   3  the new version did not become healthy; the old one serves
#   4  the new version did badly under load; the old one serves again
#   5  another deployment is under way
#   6  a step failed, and so did the way back: look at it now
#   7  the new version serves, and the old one could not be stopped, or the state not be written: look at it now
#   130, 143  interrupted; the old version serves
set -euo pipefail
export TZ=UTC0 # what is said is said with a Z

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# What starts, stops and asks the processes of a colour: docker/deploy-compose.sh says what it must answer to.
readonly platform=${DEPLOY_PLATFORM:-$root/docker/deploy-compose.sh}
# `live` (what serves) and upstream.conf (what nginx includes), both written here.
readonly state_directory=${DEPLOY_STATE_DIRECTORY:-$root/docker/deployed}
readonly health_attempts=${DEPLOY_HEALTH_ATTEMPTS:-30} health_interval=${DEPLOY_HEALTH_INTERVAL_SECONDS:-10}
# For requests on their way to the version that they are not sent to any more.
readonly drain=${DEPLOY_DRAIN_SECONDS:-30}
readonly watch=${DEPLOY_WATCH_SECONDS:-300} watch_interval=${DEPLOY_WATCH_INTERVAL_SECONDS:-30}
# Fewer failures between two looks say nothing.
readonly minimum_failures=${DEPLOY_MINIMUM_FAILURES:-3} minimum_timed=${DEPLOY_MINIMUM_TIMED:-5}
readonly max_error_percent=${DEPLOY_MAX_ERROR_PERCENT:-5} max_failed_job_percent=${DEPLOY_MAX_FAILED_JOB_PERCENT:-50}
readonly max_latency=${DEPLOY_MAX_LATENCY_SECONDS:-5} max_queue_growth=${DEPLOY_MAX_QUEUE_GROWTH:-100}

# A terminal that has gone stops nothing.
say() { printf '%(%FT%TZ)T %s\n' -1 "$*" || true; }

# fail <status> <message>
fail() {
  printf 'error: %s\n' "$2" >&2
  exit "$1"
}

# ---- Every step can be interrupted ----------------------------------------------------------------------------

job='' # what is being done
# In the background and waited for, as a trap runs at once only then; a group of its own, so that a Ctrl-C is ours alone; it
# does not hold our lock.
run() {
  local status
  setsid "$@" </dev/null {lock}>&- &
  job=$!
  while :; do
    status=0
    wait "$job" || status=$?
    # A signal ends the waiting, not the job.
    kill -0 "$job" 2>/dev/null || break
  done
  job=''
  return "$status"
}

pause() { run sleep "$1"; }

# ---- What serves -----------------------------------------------------------------------------------------------

# Colours, or empty: what serves, what this deployment brings, what one brought that was cut short.
live='' pending='' unfinished=''
declare -A versions=([blue]='' [green]='')

read_state() {
  [[ -e $state_directory/live ]] || return 0
  local name value
  while IFS='=' read -r name value; do
    case $name in
      LIVE) live=$value ;;
      PENDING) unfinished=$value ;;
      BLUE_VERSION) versions[blue]=$value ;;
      GREEN_VERSION) versions[green]=$value ;;
    esac
  done <"$state_directory/live"
  [[ $live =~ ^(blue|green|)$ && $unfinished =~ ^(blue|green|)$ ]] || fail 1 "$state_directory/live cannot be read"
}

# replace <file>: by what is read, all of it or nothing
replace() {
  cat >"$state_directory/$1.new" && mv "$state_directory/$1.new" "$state_directory/$1"
}

write_state() {
  replace live <<END
LIVE=$live
PENDING=$pending
BLUE_VERSION=${versions[blue]}
GREEN_VERSION=${versions[green]}
END
}

other() { if [[ $1 == blue ]]; then printf 'green\n'; else printf 'blue\n'; fi; }

# send_to <colour>: every new request goes there; those under way end where they are
send_to() {
  local servers
  servers=$("$platform" upstream "$1" {lock}>&-) && replace upstream.conf <<<"$servers" && run "$platform" reload
}

# ---- The way back ----------------------------------------------------------------------------------------------

is_switched=no is_going_back=no

# go_back <status> <why>: what served before serves; never returns
go_back() {
  is_going_back=yes
  trap 'say "Going back already"' INT TERM HUP
  say "$2"
  local lost=no
  if [[ $is_switched == yes && -n $live ]]; then
    say "Requests go to $live (${versions[$live]}) again"
    if send_to "$live"; then pause "$drain"; else lost=yes; fi
  fi
  # As long as requests may still go there, it is not stopped.
  if [[ $lost == no ]]; then
    run "$platform" stop "$pending" || lost=yes
  fi
  if [[ $lost == yes ]]; then fail 6 "the way back failed: look at $pending, and at where nginx sends requests"; fi
  pending=''
  write_state || fail 6 "$state_directory cannot be written to"
  if [[ -n $live ]]; then say "$live (${versions[$live]}) serves"; else say 'Nothing serves'; fi
  exit "$1"
}

# interrupted <status>
interrupted() {
  if [[ -n $job ]]; then
    kill -TERM -- "-$job" 2>/dev/null || true
    wait "$job" 2>/dev/null || true
    job=''
  fi
  if [[ -z $pending ]]; then exit "$1"; fi
  go_back "$1" 'Interrupted'
}

# What nobody thought of, such as a full disk.
ended() {
  if [[ -n $pending && $is_going_back == no ]]; then go_back 1 'A step failed'; fi
}

# ---- Steps -----------------------------------------------------------------------------------------------------

become_healthy() {
  local attempt
  for ((attempt = 1; attempt <= health_attempts; attempt++)); do
    if run "$platform" health "$pending"; then return 0; fi
    say "$pending is not healthy yet ($attempt of $health_attempts)"
    if ((attempt < health_attempts)); then pause "$health_interval"; fi
  done
  return 1
}

# figures <file>: "requests errors seconds timed queue jobs failed" of all processes of the colour that is watched. Requests
# that wait for an analysis, uploads, and streams of events, take as long as they take; those for health are not users'.
figures() {
  run "$platform" metrics "$pending" >"$1.page" && awk '
    function value() { return $NF + 0 }
    function label(name,  at) { at = match($0, name "=\"[^\"]*\""); return at ? substr($0, at + length(name) + 2, RLENGTH - length(name) - 3) : "" }
    /^http_requests_total\{/ {
      if (label("route") ~ /^\/api\/v1\/health/) next
      requests += value(); if (label("status") ~ /^5/) errors += value()
    }
    /^http_request_duration_seconds_(sum|count)\{/ {
      if (label("route") ~ /^\/api\/v1\/health|\/events$|^\/api\/v1\/analyze$|^\/v1\/magic\/content$|^\/api\/v1\/uploads/) next
      if ($0 ~ /^http_request_duration_seconds_sum/) seconds += value(); else timed += value()
    }
    /^job_queue_size\{.*status="pending"/ { if (value() > queue) queue = value() }
    /^analysis_jobs_total\{/ { if (label("status") !~ /^(completed|failed)$/) next
      jobs += value(); if (label("status") == "failed") failed += value() }
    END { printf "%.0f %.0f %.6f %.0f %.0f %.0f %.0f\n", requests, errors, seconds, timed, queue, jobs, failed }
  ' "$1.page" >"$1"
}

# judge <before> <now>: says what is wrong since then, and fails; says nothing where all is well. What began to count anew
# was restarted: it is taken as counted since.
judge() {
  awk -v least="$minimum_failures" -v errors="$max_error_percent" -v latency="$max_latency" -v queue="$max_queue_growth" \
    -v least_timed="$minimum_timed" \
    -v failed="$max_failed_job_percent" '
    NR == 1 { for (i = 1; i <= 7; i++) before[i] = $i; next }
    { for (i = 1; i <= 7; i++) d[i] = (i != 5 && $i < before[i]) ? $i : $i - before[i] }
    END {
      if (d[2] >= least && 100 * d[2] > errors * d[1]) fault = sprintf("%d of %d requests failed", d[2], d[1])
      else if (d[4] >= least_timed && d[3] > latency * d[4]) fault = sprintf("a request takes %.1f s on average", d[3] / d[4])
      else if (d[5] > queue) fault = sprintf("%d more jobs wait than before", d[5])
      else if (d[7] >= least && 100 * d[7] > failed * d[6]) fault = sprintf("%d of %d jobs failed", d[7], d[6])
      if (fault != "") { print fault; exit 1 }
    }' "$1" "$2"
}

fault=''
# look <first> <last>: at the colour that is watched; sets fault and fails where it does badly
look() {
  if ! run "$platform" health "$pending"; then
    fault='it is not healthy any more'
  elif ! figures "$state_directory/figures.now"; then
    fault='it does not tell its figures'
  elif fault=$(judge "$state_directory/figures.last" "$state_directory/figures.now") &&
    fault=$(judge "$state_directory/figures.first" "$state_directory/figures.now"); then
    mv "$state_directory/figures.now" "$state_directory/figures.last"
    return 0
  fi
  return 1
}

watch_over() {
  local left=$watch
  look || return 1
  while ((left > 0)); do
    pause "$watch_interval"
    left=$((left - watch_interval))
    if ! look; then return 1; fi
  done
}

# bring <version> <whether it is watched>
bring() {
  local version=$1 is_watched=$2 old=$live
  if [[ -n $unfinished ]]; then
    say "A deployment to $unfinished was cut short"
    if [[ -n $live ]]; then send_to "$live" || fail 6 'nginx cannot be told where requests go'; fi
    run "$platform" stop "$unfinished" || fail 6 "$unfinished cannot be stopped"
  fi
  pending=blue
  if [[ -n $live ]]; then pending=$(other "$live"); fi
  write_state
  say "Starting $version as $pending${live:+; $live (${versions[$live]}) serves}"
  run "$platform" start "$pending" "$version" || go_back 1 "$pending cannot be started"
  become_healthy || go_back 3 "$version did not become healthy"
  figures "$state_directory/figures.first" || go_back 3 "$version does not tell its figures"
  cp "$state_directory/figures.first" "$state_directory/figures.last"
  is_switched=yes
  send_to "$pending" || go_back 1 'nginx cannot be told where requests go'
  say "Requests go to $pending ($version)"
  if [[ -n $live ]]; then pause "$drain"; fi
  if [[ $is_watched == yes ]]; then
    watch_over || go_back 4 "$version does badly: $fault"
  fi
  # From here on the new version is the one that serves, whatever comes.
  trap 'say "$live serves; before the end, $old is stopped"' INT TERM HUP
  versions[$pending]=$version live=$pending pending=''
  write_state || fail 7 "$state_directory cannot be written to; $live ($version) serves, and ${old:-nothing} runs beside it"
  say "$live ($version) serves"
  if [[ -n $old ]]; then
    run "$platform" stop "$old" || fail 7 "$old (${versions[$old]}) cannot be stopped; $live ($version) serves"
    say "$old (${versions[$old]}) is stopped"
  fi
}

show_status() {
  if [[ -z $live ]]; then say 'Nothing serves' && return 1; fi
  say "$live (${versions[$live]}) serves; before it: ${versions[$(other "$live")]:-nothing}"
  if [[ -n $unfinished ]]; then say "A deployment to $unfinished is under way, or was cut short"; fi
  run "$platform" health "$live" || { say 'It is not healthy' && return 1; }
}

# ---- What is asked for -----------------------------------------------------------------------------------------

case "${1:-} $#" in
  'deploy 2' | 'rollback 1' | 'status 1') ;;
  *) fail 2 'usage: docker/deploy.sh deploy <version> | rollback | status' ;;
esac
# A tag of an image: it becomes a word of commands and a line of the state.
if [[ $1 == deploy && ! $2 =~ ^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$ ]]; then fail 2 "not a version: $2"; fi
umask 022 # nginx reads there as another user
mkdir -p "$state_directory"
exec {lock}<"$state_directory"
if [[ $1 != status ]]; then flock --nonblock "$lock" || fail 5 'another deployment is under way'; fi
read_state
trap '' PIPE
trap ended EXIT
trap 'interrupted 130' INT
trap 'interrupted 143' TERM HUP
case $1 in
  status) show_status ;;
  deploy) bring "$2" yes ;;
  rollback)
    [[ -n $live && -n ${versions[$(other "$live")]} ]] || fail 1 'there was nothing before'
    bring "${versions[$(other "$live")]}" no
    ;;
esac
