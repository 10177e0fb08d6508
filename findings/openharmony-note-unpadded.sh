#!/usr/bin/env bash
# Version: npm @rollup/rollup-openharmony-arm64 4.67.4; binutils 2.40-2, file 1:5.44-3 (Debian 12, amd64).
# Behaviour: a released program of OpenHarmony names its system in the section .note.ohos.ident: owner "OHOS" and a zero, 5 bytes, and
#   then the description at once, not at the next multiple of 4 as the gABI has it; the section has 21 bytes where 24 are needed.
#   readelf calls the note invalid and shows neither owner nor description; file names no system at all.
# Consequence: a reader of notes that goes by the gABI, as the tools do, takes such programs for those of no system, or of Linux.
# Output seen:
#   .note.ohos.ident: 21 bytes: namesz 5, descsz 4, type 0, owner OHOS, description 1 where the owner ends
#   readelf -n: warns that the note is invalid, owner not shown
#   file: no OpenHarmony
# Ends with 0 while that is so, with 1 when it has changed, with 2 where it cannot be tried.
set -Eeuo pipefail

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
chmod 755 "$work" # apt downloads as a user of its own
cd "$work"

[[ $(dpkg --print-architecture) == amd64 ]] || { echo 'cannot be tried: this is no amd64' >&2; exit 2; }
apt-get -qq download binutils-x86-64-linux-gnu=2.40-2 binutils-common=2.40-2 libbinutils=2.40-2 libctf0=2.40-2 libctf-nobfd0=2.40-2 \
  file=1:5.44-3 libmagic1=1:5.44-3 libmagic-mgc=1:5.44-3 >apt.log 2>&1 || { cat apt.log >&2; exit 2; }
for package in ./*.deb; do dpkg -x "$package" root; done
npm pack --silent @rollup/rollup-openharmony-arm64@4.67.4 >/dev/null || exit 2
tar -xzf rollup-rollup-openharmony-arm64-4.67.4.tgz
export LD_LIBRARY_PATH="$work/root/usr/lib/x86_64-linux-gnu"
readelf=root/usr/bin/x86_64-linux-gnu-readelf
program=package/rollup.openharmony-arm64.node

read -r offset size < <("$readelf" --wide --section-headers "$program" |
  sed -n 's/.*\.note\.ohos\.ident *NOTE *[0-9a-f]* \([0-9a-f]*\) \([0-9a-f]*\) .*/\1 \2/p')
offset=$((16#$offset)) size=$((16#$size))
word() { od -An -v -tu4 -j $((offset + $1)) -N4 "$program" | tr -d ' '; }
owner=$(dd if="$program" bs=1 skip=$((offset + 12)) count=4 status=none)
notes=$("$readelf" --wide --notes "$program" 2>&1)
description=$(root/usr/bin/file --magic-file root/usr/lib/file/magic.mgc --brief "$program")

echo ".note.ohos.ident: $size bytes: namesz $(word 0), descsz $(word 4), type $(word 8), owner $owner, description $(word 17) where the owner ends"
echo "$notes"
echo "$description"
[[ $size == 21 && $(word 0) == 5 && $(word 4) == 4 && $owner == OHOS && $(word 17) == 1 ]] || { echo 'changed: the note' >&2; exit 1; }
[[ $notes == *'invalid namesz'* && $notes != *OHOS* ]] || { echo 'changed: readelf' >&2; exit 1; }
[[ ${description,,} != *harmony* ]] || { echo 'changed: file' >&2; exit 1; }
