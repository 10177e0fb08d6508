#!/usr/bin/env bash
# Makes a fresh clone ready; every npm script that runs something calls this first. Costs a tenth of a second when
# there is nothing to do.
#
# usage: docker/prepare.sh [--with-tests] [--build]
#   --with-tests  also what only the tests need from the system
#   --build       also dist/, if anything that it is made of has changed
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
  if ! "$@" >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    fail "failed: $*" "The output above is kept in $log."
  fi
  printf '%s: done in %d s\n' "$title" $((SECONDS - started))
}

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
for argument in "$@"; do
  case $argument in
    --with-tests) with_tests=(--with-tests) ;;
    --build) with_build=yes ;;
    *) fail "unknown argument: $argument" 'usage: docker/prepare.sh [--with-tests] [--build]' ;;
  esac
done

check_node
install_system_packages "${with_tests[@]}"
# Two npm scripts at once must not install or build at once; the lock ends with this script.
exec {lock}<.
flock --timeout 900 "$lock" || fail 'another run has prepared this directory for 15 minutes' 'See what it does, or stop it.'
install_node_modules
if [[ $with_build == yes ]]; then build; fi
