#!/usr/bin/env bash
# Version: binutils 2.40-2 (Debian 12, amd64).
# Behaviour: in a program that imports and exports nothing, GNU ld writes symoffset 1 into DT_GNU_HASH however many symbols the
#   dynamic symbol table holds; no bucket is filled. The field reads as "the first hashed symbol", so a reader that takes it
#   for the number of symbols where nothing is hashed sees one (the null symbol), and no import at all.
# Consequence: without section headers, symbols have to be counted by the relocations that name them as well.
# Output seen:
#   symbols of .dynsym: 4
#   .gnu.hash: nbuckets 1, symoffset 1, bucket 0
# Ends with 0 while that is so, with 1 when it has changed, with 2 where it cannot be tried.
set -Eeuo pipefail

readonly version=2.40-2
readonly packages=(binutils-x86-64-linux-gnu binutils-common libbinutils libctf0 libctf-nobfd0 libgprofng0)

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
chmod 755 "$work" # apt downloads as a user of its own
cd "$work"

[[ $(dpkg --print-architecture) == amd64 ]] || { echo 'cannot be tried: this is no amd64' >&2; exit 2; }
apt-get -qq download "${packages[@]/%/=$version}" >apt.log 2>&1 || { cat apt.log >&2; exit 2; }
for package in ./*.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH="$work/root/usr/lib/x86_64-linux-gnu"
tool() { "$work/root/usr/bin/x86_64-linux-gnu-$1" "${@:2}"; }
tool ld --version | head -n 1

cat >library.s <<'S'
.globl one, two, three
.type one, @function
.type two, @function
.type three, @function
.text
one: ret
two: ret
three: ret
S
cat >program.s <<'S'
.globl _start
.text
_start:
  call one@PLT
  call two@PLT
  call three@PLT
S
for source in library program; do tool as -o "$source.o" "$source.s"; done
tool ld.bfd -shared -soname liblibrary.so -o liblibrary.so library.o
tool ld.bfd -pie --hash-style=gnu -o program program.o liblibrary.so

symbols=$(tool readelf --wide --dyn-syms program | sed -n "s/^Symbol table '.dynsym' contains \([0-9]*\) entries:/\1/p")
# Of the table: nbuckets, symoffset, bloom_size, bloom_shift, one bloom word of 8 bytes, then the buckets.
tool objcopy --dump-section .gnu.hash=table program
read -r buckets offset blooms _ < <(od -An -v -tu4 -N16 table | tr -s ' ')
bucket=$(od -An -v -tu4 -j $((16 + 8 * blooms)) -N4 table | tr -d ' ')

echo "symbols of .dynsym: $symbols"
echo ".gnu.hash: nbuckets $buckets, symoffset $offset, bucket $bucket"
[[ $symbols == 4 && $buckets == 1 && $offset == 1 && $bucket == 0 ]] || { echo 'changed' >&2; exit 1; }
