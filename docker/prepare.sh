#!/usr/bin/env bash
# Makes a fresh clone ready, then becomes the command; every npm script that runs something goes through this. Costs a
# tenth of a second when there is nothing to do.
#
# usage: docker/prepare.sh [--with-tests] [--build] [--usage <file>] [-- <command> [<argument>...]]
#   --with-tests    also what only the tests need from the system
#   --build         also dist/, if anything that it is made of has changed
#   --usage <file>  what the command's --help says, here and now: nothing is prepared for it
#
# The command takes the place of this process: a signal to the npm script reaches it.
set -Eeuo pipefail
trap 'printf "error: %s: line %s failed unexpectedly: %s\n" "$0" "$LINENO" "$BASH_COMMAND" >&2' ERR

cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly log=.data/prepare.log

fail() {
  printf 'error: %s\n' "$1" >&2
  shift
  printf '       %s\n' "$@" >&2
  exit 1
}

# logged <what it is for> <command>...: one line while it works, all of its output if it fails
logged() {
  local title=$1 started=$SECONDS
  shift
  printf '%s ...\n' "$title"
  mkdir -p .data
  # In the background, so that a signal need not wait for its end, and ends it too.
  "$@" >"$log" 2>&1 </dev/null &
  job=$!
  if ! wait "$job"; then
    cat "$log" >&2
    fail "failed: $*" "The output above is kept in $log."
  fi
  job=''
  printf '%s: done in %d s\n' "$title" $((SECONDS - started))
}

job='' # what is being done
# stop <status>
stop() {
  [[ -z $job ]] || kill -TERM "$job" 2>/dev/null || true
  exit "$1"
}
trap 'stop 130' INT
trap 'stop 143' TERM

check_node() {
  local version major minor
  version=$(node --version 2>/dev/null) ||
    fail 'Node.js is not in PATH' 'bin2nlp needs Node.js 20.19 or later: https://nodejs.org/en/download'
  IFS=. read -r major minor _ <<<"${version#v}"
  ((major > 20 || (major == 20 && minor >= 19))) ||
    fail "this is Node.js ${version#v}" 'bin2nlp needs Node.js 20.19 or later: https://nodejs.org/en/download'
}

install_system_packages() {
  if ! docker/install-system-packages.sh --check "$@" >/dev/null; then docker/install-system-packages.sh "$@"; fi
}

install_node_modules() {
  local stamp=node_modules/.package-lock.sha256 hash
  hash=$(sha256sum <package-lock.json)
  [[ ! -e $stamp || $(<"$stamp") != "$hash" ]] || return 0
  # An `npm install` by hand leaves npm's own record, later than the lock file that it wrote or found.
  if [[ ! node_modules/.package-lock.json -nt package-lock.json ]]; then
    # Development dependencies even where NODE_ENV says production: the build needs them. No install scripts: nothing
    # here needs one.
    logged 'Installing Node packages' npm ci --ignore-scripts --no-audit --no-fund --include=dev
  fi
  printf '%s\n' "$hash" >"$stamp"
}

build() {
  local stamp=dist/.built changed # a build that failed, or one by hand, leaves no stamp
  if [[ -e $stamp ]]; then
    changed=$(find src tsconfig.json tsconfig.build.json nest-cli.json package-lock.json -newer "$stamp" -print -quit)
    [[ -n $changed ]] || return 0
  fi
  mkdir -p .data
  : >.data/build-started # a file saved while the build runs is newer than this
  logged 'Building' npm run --silent build
  mv .data/build-started "$stamp"
}

with_tests=()
with_build=no
usage=''
while (($# > 0)); do
  case $1 in
    --with-tests) with_tests=(--with-tests) ;;
    --build) with_build=yes ;;
    --usage)
      usage=${2:-}
      shift
      ;;
    --)
      shift
      break
      ;;
    *) fail "unknown argument: $1" 'usage: docker/prepare.sh [--with-tests] [--build] [--usage <file>] [-- <command>...]' ;;
  esac
  shift
done

if [[ -n $usage ]]; then
  for argument in "$@"; do
    if [[ $argument == --help || $argument == -h ]]; then exec cat "$usage"; fi
  done
fi

check_node
install_system_packages "${with_tests[@]}"
# Two npm scripts at once must not install or build at once; the lock ends with this script.
exec {lock}<.
flock --timeout 900 "$lock" || fail 'another run has prepared this directory for 15 minutes' 'See what it does, or stop it.'
install_node_modules
if [[ $with_build == yes ]]; then build; fi
exec {lock}<&- # not the command's to hold

if (($# > 0)); then
  PATH=$PWD/node_modules/.bin:$PATH
  exec "$@"
fi
