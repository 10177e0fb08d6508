#!/usr/bin/env bash
# Version: files of npm node-pty 1.1.0, @rollup/rollup-win32-x64-msvc 4.68.8, @rescript/win32-x64 12.2.0: linkers 14.44 and 14.52.
# Behaviour: programs of these linkers that bring Microsoft's C runtime inside have a section .fptable of 256 bytes, writable by its
#   header, and import VirtualProtect: the runtime keeps pointers to functions of the system there, and unlocks and locks the page
#   itself. A build tool such as ninja has both.
# Consequence: that a program imports VirtualProtect, and calls it, says nothing of code made at run time any more; a rule for that has
#   to leave out calls of the function that addresses .fptable.
# Output seen:
#   conpty.node: linker 14.44, .fptable 256 bytes, c0000040, VirtualProtect yes
#   rollup.win32-x64-msvc.node: linker 14.52, .fptable 256 bytes, c0000040, VirtualProtect yes
#   ninja.exe: linker 14.44, .fptable 256 bytes, c0000040, VirtualProtect yes
# Ends with 0 while that is so, with 1 when it has changed, with 2 where it cannot be tried.
set -Eeuo pipefail

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
cd "$work"

for package in node-pty@1.1.0 @rollup/rollup-win32-x64-msvc@4.68.8 @rescript/win32-x64@12.2.0; do
  mkdir unpacked
  tar -xzf "$(npm pack --silent "$package")" -C unpacked || exit 2
  find unpacked \( -path '*win32-x64/conpty.node' -o -name 'rollup*.node' -o -name ninja.exe \) -exec mv {} . \;
  rm -rf unpacked
done

cat >look.mjs <<'JS'
import { readFileSync } from 'node:fs';

// Source: PE format, Microsoft Learn.
for (const name of process.argv.slice(2)) {
  const file = readFileSync(name);
  const header = file.readUInt32LE(0x3c);
  const sections = header + 24 + file.readUInt16LE(header + 20);
  for (let at = sections; at < sections + 40 * file.readUInt16LE(header + 6); at += 40) {
    if (!file.toString('latin1', at, at + 8).startsWith('.fptable')) continue;
    const [size, flags] = [file.readUInt32LE(at + 8), file.readUInt32LE(at + 36).toString(16)];
    const imports = /[^A-Za-z]VirtualProtect\0/.test(file.toString('latin1')) ? 'yes' : 'no';
    console.log(`${name}: linker ${file[header + 26]}.${file[header + 27]}, .fptable ${size} bytes, ${flags}, VirtualProtect ${imports}`);
  }
}
JS

said=$(node look.mjs conpty.node rollup.win32-x64-msvc.node ninja.exe)
echo "$said"
[ "$(grep -c ' c0000040, VirtualProtect yes$' <<<"$said")" = 3 ]
