#!/usr/bin/env bash
# Everything bin2nlp needs from the system, for a fresh machine, the tests and the image alike.
#
# Debian's packages come from the machine's own apt. radare2 6 is not in Debian 12: it is unpacked from Debian
# unstable, with the libc it was built against, into a private prefix that leaves the system untouched and that a
# sandbox can mount alone. Nothing is pinned: a file leaves Debian's pool with the next upload. To take a newer
# radare2, remove the prefix and run this again.
set -Eeuo pipefail
trap 'printf "error: %s: line %s failed unexpectedly: %s\n" "$0" "$LINENO" "$BASH_COMMAND" >&2' ERR

readonly layout=1 # of the prefix; a prefix of another layout is built anew
readonly minimum_radare2=6
readonly archive_keyring=/usr/share/keyrings/debian-archive-keyring.gpg
readonly default_mirror=http://deb.debian.org/debian
readonly prefix="${BIN2NLP_PREFIX:-/opt/bin2nlp}"
readonly stamp="$prefix/installed"
readonly programs=(radare2 rabin2 radiff2 rafind2 rahash2 rasign2 rasm2 rax2)

check_only=no
with_tests=no
prefix_only=no
work='' # what is downloaded and unpacked
next='' # the prefix while it is built
previous='' # the prefix that it replaces
policy='' # the policy-rc.d that this run has put in place

usage() {
  cat <<USAGE
usage: docker/install-system-packages.sh [--check] [--with-tests] [--radare2-only]

  --check         install nothing, say what is missing; exit 1 if anything is
  --with-tests    also what only the tests need: a browser, nginx, promtool, shellcheck, kustomize, file(1), and C compilers for Linux,
                  Windows and macOS
  --radare2-only  only the prefix with radare2 and setpriv

environment:
  BIN2NLP_PREFIX         where radare2 goes, an absolute path (now $prefix)
  BIN2NLP_DEBIAN_MIRROR  Debian mirror that carries unstable (else the machine's own, else $default_mirror)
USAGE
}

say() { printf '%s\n' "$*"; }

# fail <what happened> [<remedy>...]
fail() {
  printf 'error: %s\n' "$1" >&2
  shift
  printf '       %s\n' "$@" >&2
  exit 1
}

clean_up() {
  local path
  for path in "$work" "$next" "$previous" "$policy"; do
    if [[ -n $path ]]; then rm -rf -- "$path"; fi
  done
}

# ---- what is there --------------------------------------------------------------------------------------------

radare2_version() { R2_PREFIX="$prefix/usr" timeout 20 "$1" -v 2>/dev/null | sed -n '1s/^radare2 \([0-9][0-9.]*\).*/\1/p'; }

is_new_radare2() {
  local version
  version=$(radare2_version "$1") || return 1
  [[ -n $version && ${version%%.*} -ge $minimum_radare2 ]]
}

# By its options, not its version: Landlock can be left out of a build.
is_new_setpriv() {
  local help
  help=$(timeout 20 "$1" --help 2>/dev/null) || return 1
  [[ $help == *--landlock-access* && $help == *--seccomp-filter* ]]
}

# By what it can do: Debian's calls itself (devel), and old ones know no labels in templates.
is_new_kustomize() {
  local folder status=0
  folder=$(mktemp -d)
  printf 'labels: [{pairs: {a: b}, includeTemplates: true}]\n' >"$folder/kustomization.yaml"
  case $(basename "$1") in
    kubectl) timeout 20 "$1" kustomize "$folder" >/dev/null 2>&1 || status=1 ;;
    *) timeout 20 "$1" build "$folder" >/dev/null 2>&1 || status=1 ;;
  esac
  rm -rf -- "$folder"
  return "$status"
}

# in_path <program>: where PATH has it; the prefix itself does not count
in_path() {
  local found
  found=$(type -P "$1") || return 1
  [[ $found != "$prefix"/* ]] && printf '%s\n' "$found"
}

in_prefix() {
  [[ -x $prefix/usr/bin/$1 ]] &&
    grep -qsxF "layout $layout" "$stamp" && grep -qsxF "prefix $prefix" "$stamp" && printf '%s\n' "$prefix/usr/bin/$1"
}

# find_program <name> <test>: the one that serves, the prefix's first
find_program() {
  local candidate
  for candidate in "$(in_prefix "$1")" "$(in_path "$1")"; do
    if [[ -n $candidate ]] && "$2" "$candidate"; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  return 1
}

# Sets radare2, setpriv and kustomize (where they are, empty if nowhere), wants_kustomize and packages (Debian packages
# to install).
look_around() {
  radare2=$(find_program radare2 is_new_radare2) || radare2=''
  setpriv=$(find_program setpriv is_new_setpriv) || setpriv=''
  kustomize='' wants_kustomize=no
  packages=()
  if [[ $prefix_only == no ]]; then
    type -P redis-server >/dev/null || packages+=(redis-server)
    type -P bwrap >/dev/null || packages+=(bubblewrap)
    compgen -G '/usr/lib/*/libmagic.so.1' >/dev/null || packages+=(libmagic1)
    [[ -s /etc/ssl/certs/ca-certificates.crt ]] || packages+=(ca-certificates)
  fi
  if [[ $with_tests == yes ]]; then
    type -P chromium >/dev/null || packages+=(chromium)
    type -P file >/dev/null || packages+=(file)
    type -P promtool >/dev/null || packages+=(prometheus)
    type -P nginx >/dev/null || packages+=(nginx-light)
    type -P openssl >/dev/null || packages+=(openssl)
    type -P shellcheck >/dev/null || packages+=(shellcheck)
    type -P gcc >/dev/null && [[ -e /usr/include/stdio.h ]] || packages+=(gcc libc6-dev)
    # 16 is the first whose Mach-O linker makes chained fixups; Debian 12 and 13 both have 19.
    type -P clang-19 >/dev/null && type -P ld64.lld-19 >/dev/null || packages+=(clang-19 lld-19)
    type -P x86_64-w64-mingw32-gcc >/dev/null || packages+=(gcc-mingw-w64-x86-64-win32)
    kustomize=$(find_program kustomize is_new_kustomize) || kustomize=$(find_program kubectl is_new_kustomize) ||
      wants_kustomize=yes
  fi
  if lacks_prefix; then
    type -P patchelf >/dev/null || packages+=(patchelf)
    [[ -e $archive_keyring ]] || packages+=(debian-archive-keyring)
  fi
}

lacks_prefix() { [[ -z $radare2 || -z $setpriv || $wants_kustomize == yes ]]; }

is_complete() { ! lacks_prefix && [[ ${#packages[@]} -eq 0 ]]; }

missing() {
  local names=("${packages[@]}")
  [[ -n $radare2 ]] || names+=("radare2 >= $minimum_radare2")
  [[ -n $setpriv ]] || names+=('setpriv with Landlock (util-linux >= 2.41)')
  [[ $wants_kustomize == no ]] || names+=('kustomize >= 5')
  local IFS=,
  local joined="${names[*]}"
  printf '%s\n' "${joined//,/, }"
}

# One line: the versions that will serve.
summary() {
  local line
  line="radare2 $(radare2_version "$radare2") ($radare2), setpriv $("$setpriv" --version | sed 's/.* //') ($setpriv)"
  if [[ $prefix_only == no ]]; then
    line+=", redis-server $(redis-server --version | sed 's/.* v=\([^ ]*\).*/\1/'), $(bwrap --version)"
    line+=", libmagic $(dpkg-query -W -f '${Version}\n' 'libmagic1*' 2>/dev/null | sed -n '/./{p;q}')"
  fi
  [[ -z $kustomize ]] || line+=", kustomize ($kustomize)"
  printf '%s\n' "$line"
}

# ---- Debian's packages ----------------------------------------------------------------------------------------

# Holds a lock on a directory until this script ends; nothing is left behind.
lock() {
  local descriptor
  exec {descriptor}<"$1"
  flock --nonblock "$descriptor" && return
  say "Another run is installing into $1; waiting for it"
  flock --timeout 900 "$descriptor" || fail "another run has held $1 for 15 minutes" 'See what it does, or stop it.'
}

# A service that a package brings must not start: bin2nlp runs its own redis-server. A machine's own policy is kept.
forbid_service_starts() {
  local file=/usr/sbin/policy-rc.d
  if [[ ! -e $file ]] || grep -q 'bin2nlp' "$file"; then
    policy=$file
    printf '#!/bin/sh\n# bin2nlp: while its packages are installed\nexit 101\n' >"$file"
    chmod 755 "$file"
  fi
}

allow_service_starts() {
  [[ -z $policy ]] || rm -f -- "$policy"
  policy=''
}

install_packages() {
  say "Installing Debian packages: ${packages[*]}"
  lock /var/lib/apt
  export DEBIAN_FRONTEND=noninteractive
  local log="$work/apt.log"
  apt-get update -q >"$log" 2>&1 ||
    { show_errors "$log"; fail 'apt-get update failed' 'Make it work by hand, then run this again.'; }
  forbid_service_starts
  # What an earlier installation left half done; if that fails, apt-get says what is wrong.
  dpkg --configure -a >>"$log" 2>&1 || true
  # In a session of its own: an interruption waits for its end, for a killed dpkg leaves a system that needs repair.
  setsid --wait apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 "${packages[@]}" \
    >>"$log" 2>&1 </dev/null ||
    { show_errors "$log"; fail "apt-get could not install ${packages[*]}" \
      'Check the network and the sources of apt (/etc/apt), then run this again.'; }
  allow_service_starts
  # Nor may it start with the next boot; without systemd there is nothing to switch off.
  local package
  for package in "${packages[@]}"; do
    case $package in
      redis-server | prometheus) disable_service "$package" ;;
      nginx-light) disable_service nginx ;;
    esac
  done
}

disable_service() {
  type -P systemctl >/dev/null || return 0
  systemctl disable "$1.service" >/dev/null 2>&1 || true
}

show_errors() { { grep -E '^(E|W|Err|dpkg):?' "$1" || tail -n 15 "$1"; } >&2; }

# ---- the prefix -----------------------------------------------------------------------------------------------

# The mirrors to try, best first. The machine's own may lack unstable, so Debian's own comes after it.
mirrors() {
  if [[ -n ${BIN2NLP_DEBIAN_MIRROR:-} ]]; then
    printf '%s\n' "${BIN2NLP_DEBIAN_MIRROR%/}"
    return
  fi
  local id='' codename=''
  id=$(sed -n 's/^ID=//p' /etc/os-release)
  codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  {
    if [[ $id == debian ]]; then
      # shellcheck disable=SC2016 # apt's own placeholders
      apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
        awk -v codename="$codename" \
          '($1 == codename || $1 ~ /^(stable|testing|unstable|sid)$/) && $2 == "main" && $3 !~ /^cdrom:/ { sub("/$", "", $3); print $3 }'
    fi
    printf '%s\n' "$default_mirror"
  } | awk '!seen[$0]++'
}

# apt with a state of its own: it knows unstable only and believes that nothing is installed.
private_apt() {
  local command=$1
  shift
  "$command" -q \
    -o Dir::State="$work/state" -o Dir::State::status="$work/status" -o Dir::Cache="$work/cache" -o Dir::Log="$work/log" \
    -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null -o APT::Default-Release= \
    -o APT::Install-Recommends=false -o APT::Update::Error-Mode=any \
    -o Acquire::Retries=2 -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30 "$@"
}

# Leaves the verified package lists of unstable in the private state.
fetch_package_lists() {
  local mirror candidates
  mapfile -t candidates < <(mirrors)
  for mirror in "${candidates[@]}"; do
    say "Reading the package lists of Debian unstable from $mirror"
    printf 'deb [arch=%s lang=none target=Packages signed-by=%s] %s unstable main\n' \
      "$architecture" "$archive_keyring" "$mirror" >"$work/sources.list"
    if private_apt apt-get update >"$work/apt.log" 2>&1; then return; fi
    show_errors "$work/apt.log"
  done
  if grep -q 'is expired' "$work/apt.log"; then
    fail "the package lists of ${candidates[*]} are older than Debian vouches for" \
      'Check the clock, or name a mirror that is up to date: BIN2NLP_DEBIAN_MIRROR=http://...' \
      "To trust an old mirror all the same, tell apt: Acquire::Check-Valid-Until \"false\"; in /etc/apt/apt.conf.d/"
  fi
  fail "the package lists of Debian unstable could not be read from ${candidates[*]}" \
    'Run this again, or name a mirror that carries unstable: BIN2NLP_DEBIAN_MIRROR=http://...'
}

# Downloads what the named packages need, all of it, into the private cache.
fetch_packages() {
  say "Downloading from Debian unstable: $*"
  mkdir -p "$work/alone"
  # util-linux would bring PAM and systemd; setpriv needs libc and libcap-ng only.
  private_apt apt-get install -y --download-only --no-install-recommends "$@" >"$work/apt.log" 2>&1 &&
    (cd "$work/alone" && private_apt apt-get download util-linux >>"$work/apt.log" 2>&1) && return
  show_errors "$work/apt.log"
  fail "the packages of Debian unstable could not be downloaded ($*, util-linux)" \
    'Run this again, or name another mirror: BIN2NLP_DEBIAN_MIRROR=http://...'
}

unpack() {
  local package
  for package in "$work"/cache/archives/*.deb "$work"/alone/*.deb; do
    dpkg -x "$package" "$work/unpacked"
    # shellcheck disable=SC2016 # dpkg's own placeholders
    dpkg-deb --show --showformat='${Package} ${Version}\n' "$package" >>"$work/versions"
  done
}

# copy_library <soname>: into the new prefix, with all that it needs itself. radare2's libraries ask for each other
# by names that the package does not have (libr_util.so for libr_util.so.6.1).
copy_library() {
  local name=$1 file needed
  [[ ! -e $next/usr/lib/$name ]] || return 0
  file=$(find "$work/unpacked" -name "$name" -print -quit)
  [[ -n $file ]] || file=$(find "$work/unpacked" -name "$name.*" -print -quit)
  [[ -n $file ]] || fail "no downloaded package has the library $name" 'The packages of Debian unstable have changed: report it.'
  cp -L "$file" "$next/usr/lib/$name"
  while read -r needed; do copy_library "$needed"; done < <(patchelf --print-needed "$file")
}

copy_program() {
  local name=$1 needed loader
  local file="$work/unpacked/usr/bin/$name"
  [[ -e $file ]] || fail "no downloaded package has the program $name" 'The packages of Debian unstable have changed: report it.'
  loader=$(basename "$(patchelf --print-interpreter "$file")")
  copy_library "$loader"
  while read -r needed; do copy_library "$needed"; done < <(patchelf --print-needed "$file")
  cp "$file" "$next/usr/bin/$name"
  chmod 755 "$next/usr/bin/$name" "$next/usr/lib/$loader"
  # Before the last rename the paths below do not exist yet: try the program through the loader itself.
  "$next/usr/lib/$loader" --library-path "$next/usr/lib" --list "$next/usr/bin/$name" >/dev/null ||
    fail "$name does not find all its libraries in the prefix" 'The packages of Debian unstable have changed: report it.'
  # RPATH, not RUNPATH: it also serves the libraries of the libraries. No $ORIGIN: that needs /proc, which a sandbox lacks.
  patchelf --set-interpreter "$prefix/usr/lib/$loader" --force-rpath --set-rpath "$prefix/usr/lib" "$next/usr/bin/$name"
}

build_prefix() {
  local wanted=(libcap-ng0) library program
  fetch_package_lists
  if ! path_has_new_radare2; then
    library=$(private_apt apt-cache pkgnames libradare2- | grep -E '^libradare2-[0-9]' | sort -V | tail -n 1) ||
      fail 'Debian unstable has no package libradare2-<version> now' 'Put a radare2 >= 6 into PATH and run this again.'
    # The package radare2 does not depend on its own libraries.
    wanted+=(radare2 "$library" libradare2-common)
  fi
  [[ $wants_kustomize == no ]] || wanted+=(kustomize)
  fetch_packages "${wanted[@]}"

  say "Building $prefix"
  unpack
  next=$(mktemp -d "$(dirname "$prefix")/.$(basename "$prefix").XXXXXXXX")
  mkdir -p "$next/usr/bin" "$next/usr/lib" "$next/usr/share"
  copy_program setpriv
  if [[ $wants_kustomize == yes ]]; then copy_program kustomize; fi
  copy_library libgcc_s.so.1 # libc loads it by name when a thread is cancelled
  if [[ " ${wanted[*]} " == *' radare2 '* ]]; then
    for program in "${programs[@]}"; do copy_program "$program"; done
    cp -a "$work/unpacked/usr/share/radare2" "$next/usr/share/"
  fi
  { printf 'layout %s\nprefix %s\norigin %s\n' "$layout" "$prefix" "$(origin)"; sort "$work/versions"; } >"$next/installed"
  chmod -R u+rwX,go+rX,go-w "$next"
  put_in_place
}

# Which lists vouch for the packages: apt has checked their signature, and by them the digest of each package.
origin() {
  local lists date key
  lists=$(find "$work/state/lists" -name '*InRelease' -print -quit)
  date=$(sed -n 's/^Date: //p' "$lists" | head -n 1)
  key=$(gpgv --keyring "$archive_keyring" --status-fd 1 "$lists" 2>/dev/null | awk '$2 == "VALIDSIG" { print $3; exit }') || true
  printf 'Debian unstable of %s, signed by %s\n' "$date" "${key:-the archive keyring}"
}

path_has_new_radare2() {
  local found
  found=$(in_path radare2) && is_new_radare2 "$found"
}

put_in_place() {
  if [[ -e $prefix ]]; then
    previous=$(mktemp -d "$(dirname "$prefix")/.$(basename "$prefix").XXXXXXXX")
    mv -T "$prefix" "$previous/prefix"
  fi
  mv -T "$next" "$prefix"
  next=''
}

# ---- the run --------------------------------------------------------------------------------------------------

read_arguments() {
  local argument
  for argument in "$@"; do
    case $argument in
      --check) check_only=yes ;;
      --with-tests) with_tests=yes ;;
      --radare2-only) prefix_only=yes ;;
      --help | -h)
        usage
        exit 0
        ;;
      *)
        usage >&2
        fail "unknown argument: $argument"
        ;;
    esac
  done
  [[ $prefix == /?* ]] || fail "BIN2NLP_PREFIX is not an absolute path: $prefix"
}

# Whatever can be known to be in the way, before anything is changed.
check_obstacles() {
  local program parent
  for program in apt-get apt-cache dpkg flock; do
    type -P "$program" >/dev/null ||
      fail "$program is not here: this script installs on Debian and its relatives only" \
        "Missing: $(missing)." 'Provide these by other means (they are looked for in PATH), or run the image.'
  done
  architecture=$(dpkg --print-architecture)
  if [[ ${#packages[@]} -gt 0 && $EUID -ne 0 ]]; then
    fail "missing: $(missing), and installing packages needs root" "Run once: sudo $0$([[ $with_tests == no ]] || printf ' --with-tests')"
  fi
  lacks_prefix || return 0
  [[ $architecture == amd64 || $architecture == arm64 ]] ||
    fail "radare2 is installed on amd64 and arm64 only, this is $architecture" \
      "Put a radare2 >= $minimum_radare2 and a setpriv with Landlock (util-linux >= 2.41) into PATH."
  parent=$(dirname "$prefix")
  if ! mkdir -p "$parent" 2>/dev/null || [[ ! -w $parent ]]; then
    fail "missing: $(missing), and $parent is not writable" "Run once: sudo $0" 'or set BIN2NLP_PREFIX to a place of your own.'
  fi
  if [[ -e $prefix && ! -e $stamp && -n $(ls -A "$prefix") ]]; then
    fail "$prefix exists and was not made by this script" 'Remove it, or set BIN2NLP_PREFIX to another place.'
  fi
}

main() {
  read_arguments "$@"
  umask 022
  local radare2 setpriv kustomize wants_kustomize packages architecture
  look_around
  if is_complete; then
    say "System packages are complete: $(summary)"
    return
  fi
  if [[ $check_only == yes ]]; then
    say "Missing: $(missing)"
    exit 1
  fi

  check_obstacles
  trap clean_up EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  work=$(mktemp -d)
  chmod 755 "$work" # apt downloads as a user of its own
  mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$work/log" "$work/unpacked"
  : >"$work/status"

  if [[ ${#packages[@]} -gt 0 ]]; then
    install_packages
    look_around
  fi
  if lacks_prefix; then
    lock "$(dirname "$prefix")"
    look_around # another run may have built it meanwhile
    if lacks_prefix; then
      rm -rf -- "$(dirname "$prefix")/.$(basename "$prefix")".????????
      build_prefix
      look_around
    fi
  fi
  is_complete || fail "still missing after the installation: $(missing)" "Run $0 again; if that does not help, report it."
  say "System packages are installed: $(summary)"
}

main "$@"
