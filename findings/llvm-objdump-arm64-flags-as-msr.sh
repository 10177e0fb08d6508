#!/usr/bin/env bash
# Version: llvm-14 and libllvm14 1:14.0.6-12 (Debian 12, amd64).
# Behaviour: llvm-objdump takes ARM64 instructions of extensions that are not switched on for a move to a system register, where they
#   lie in that space: CFINV, XAFLAG and AXFLAG (Armv8.4 and 8.5) are shown as `msr S0_0_C4_C0_n, xzr`, of a register that no processor
#   has, and not as <unknown>. With --mattr=+flagm,+altnzcv they have their names. GNU objdump knows them without being told.
# Consequence: a decoder that is held against llvm-objdump has to be held against it with all extensions (--mattr), or these count as
#   what reads a register and changes no flags.
# Output seen:
#   without: msr S0_0_C4_C0_0, xzr | msr S0_0_C4_C0_1, xzr | msr S0_0_C4_C0_2, xzr | ret
#   with: cfinv | xaflag | axflag | ret
# Ends with 0 while that is so, with 1 when it has changed, with 2 where it cannot be tried.
set -Eeuo pipefail

readonly version=1:14.0.6-12
readonly packages=(llvm-14 libllvm14)

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
chmod 755 "$work" # apt downloads as a user of its own
cd "$work"

[[ $(dpkg --print-architecture) == amd64 ]] || { echo 'cannot be tried: this is no amd64' >&2; exit 2; }
# What it needs besides is of their own dependencies, of whatever version.
apt-get -qq download "${packages[@]/%/=$version}" libedit2 libz3-4 libxml2 libicu72 libbsd0 libmd0 libffi8 libtinfo6 >apt.log 2>&1 || {
  cat apt.log >&2
  exit 2
}
for package in ./*.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH="$work/root/usr/lib/x86_64-linux-gnu:$work/root/lib/x86_64-linux-gnu"
tool() { "$work/root/usr/lib/llvm-14/bin/llvm-$1" "${@:2}"; }
tool objdump --version | sed -n 2p

# cfinv; xaflag; axflag; ret
printf '\x1f\x40\x00\xd5\x3f\x40\x00\xd5\x5f\x40\x00\xd5\xc0\x03\x5f\xd6' >code
tool objcopy -I binary -O elf64-littleaarch64 --rename-section .data=.text,code,alloc,load code code.o
shown() { tool objdump -d --no-show-raw-insn "$@" code.o | sed -n 's/^ *[0-9a-f]*: *//p' | tr -s '\t ' ' ' | paste -sd '|' | sed 's/ *| */ | /g; s/^ *//; s/ *$//'; }

without=$(shown)
with=$(shown --mattr=+flagm,+altnzcv)
echo "without: $without"
echo "with: $with"
[[ $without == 'msr S0_0_C4_C0_0, xzr | msr S0_0_C4_C0_1, xzr | msr S0_0_C4_C0_2, xzr | ret' ]] || { echo 'changed' >&2; exit 1; }
[[ $with == 'cfinv | xaflag | axflag | ret' ]] || { echo 'changed' >&2; exit 1; }
