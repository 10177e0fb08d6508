#!/usr/bin/env bash
# Version: npm node-api-dotnet 0.9.27; binutils 2.40-2 (Debian 12, amd64).
# Behaviour: one C# library, released by .NET's NativeAOT for Linux and for Windows. The ELF file names its making in sections
#   (__managedcode, .dotnet_eh_table, .hydrated). The PE file has no CLI header (directory 14 is empty), and sections of plain names;
#   its only sign is an export, DotNetRuntimeDebugHeader.
# Consequence: who tells .NET by the CLI header, or by the names of sections, takes such a program for C or C++.
# Output seen:
#   PE: CLI header 0 bytes; sections .text .rdata .data .pdata .rsrc .reloc; exports DotNetRuntimeDebugHeader napi_register_module_v1
#   ELF: .dotnet_eh_table .hydrated __managedcode
# Ends with 0 while that is so, with 1 when it has changed, with 2 where it cannot be tried.
set -Eeuo pipefail

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
chmod 755 "$work" # apt downloads as a user of its own
cd "$work"

[[ $(dpkg --print-architecture) == amd64 ]] || { echo 'cannot be tried: this is no amd64' >&2; exit 2; }
apt-get -qq download binutils-x86-64-linux-gnu=2.40-2 binutils-common=2.40-2 libbinutils=2.40-2 libctf0=2.40-2 libctf-nobfd0=2.40-2 \
  >apt.log 2>&1 || { cat apt.log >&2; exit 2; }
for package in ./*.deb; do dpkg -x "$package" root; done
npm pack --silent node-api-dotnet@0.9.27 >/dev/null || exit 2
tar -xzf node-api-dotnet-0.9.27.tgz
export LD_LIBRARY_PATH="$work/root/usr/lib/x86_64-linux-gnu"
tool() { "$work/root/usr/bin/x86_64-linux-gnu-$1" "${@:2}"; }
readonly windows=package/win-x64/Microsoft.JavaScript.NodeApi.node linux=package/linux-x64/Microsoft.JavaScript.NodeApi.node

# Read whole before they are searched: a search that ends early would end the tool by SIGPIPE.
headers=$(tool objdump --private-headers "$windows")
header=$(sed -n 's/^Entry e [0-9a-f]* \([0-9a-f]*\) CLR Runtime Header.*/\1/p' <<<"$headers")
exports=$(sed -n '/Name Pointer\] Table$/,/^$/s/^\t\[ *[0-9]*\] \([A-Za-z].*\)/\1/p' <<<"$headers" | paste -sd ' ')
sections=$(tool objdump --section-headers "$windows" | awk '$1 ~ /^[0-9]+$/ { print $2 }' | paste -sd ' ')
signs=$(tool readelf --wide --section-headers "$linux" | grep -Eo '__managedcode|\.dotnet_eh_table|\.hydrated' | LC_ALL=C sort -u | paste -sd ' ')

echo "PE: CLI header $((16#$header)) bytes; sections $sections; exports $exports"
echo "ELF: $signs"
[[ $((16#$header)) == 0 && $sections == '.text .rdata .data .pdata .rsrc .reloc' &&
  $exports == 'DotNetRuntimeDebugHeader napi_register_module_v1' &&
  $signs == '.dotnet_eh_table .hydrated __managedcode' ]] || { echo 'changed' >&2; exit 1; }
