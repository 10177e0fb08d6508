#!/usr/bin/env bash
# Version: binutils-mingw-w64-x86-64 2.40-2+10.4 and binutils 2.40-2 (Debian 12, amd64).
# Behaviour: GNU ld for PE cannot write to /dev/null: it ends with 1 and "final close failed: file truncated". GNU ld for ELF, of
#   the same version, writes there and ends with 0.
# Consequence: whether a cross compiler works cannot be tried by `gcc -o /dev/null`, as is usual: the one for Windows always seems
#   to be broken.
# Output seen:
#   ELF: 0
#   PE: 1, /dev/null: final close failed: file truncated
#   PE into a file: 0
# Ends with 0 while that is so, with 1 when it has changed, with 2 where it cannot be tried.
set -Eeuo pipefail

readonly packages=(
  binutils-mingw-w64-x86-64=2.40-2+10.4 binutils-x86-64-linux-gnu=2.40-2 binutils-common=2.40-2 libbinutils=2.40-2
  libctf0=2.40-2 libctf-nobfd0=2.40-2 libgprofng0=2.40-2
)

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
chmod 755 "$work" # apt downloads as a user of its own
cd "$work"

[[ $(dpkg --print-architecture) == amd64 ]] || { echo 'cannot be tried: this is no amd64' >&2; exit 2; }
apt-get -qq download "${packages[@]}" >apt.log 2>&1 || { cat apt.log >&2; exit 2; }
for package in ./*.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH="$work/root/usr/lib/x86_64-linux-gnu"
elf="$work/root/usr/bin/x86_64-linux-gnu"
pe="$work/root/usr/bin/x86_64-w64-mingw32"
"$pe-ld" --version | head -n 1

printf '.globl _start\n.text\n_start: ret\n' >start.s
"$elf-as" -o elf.o start.s
"$pe-as" -o pe.o start.s

# link <linker> <object> <output>: status, and what is said
link() {
  local status=0
  "$1" -e _start -o "$3" "$2" >log 2>&1 || status=$?
  printf '%s%s\n' "$status" "$(sed -n 's/^.*ld: /, /p' log)"
}

seen=$(echo "ELF: $(link "$elf-ld.bfd" elf.o /dev/null)"; echo "PE: $(link "$pe-ld" pe.o /dev/null)"; echo "PE into a file: $(link "$pe-ld" pe.o pe.exe)")
echo "$seen"
expected=$'ELF: 0\nPE: 1, /dev/null: final close failed: file truncated\nPE into a file: 0'
[[ $seen == "$expected" ]] || { echo 'changed' >&2; exit 1; }
[[ -c /dev/null ]]
