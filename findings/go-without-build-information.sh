#!/usr/bin/env bash
# Version: npm @esbuild/linux-x64 0.28.2, made by Go 1.26.5.
# Behaviour: a Go program linked so that its build information (what `go version` and debug/buildinfo read, begun by "\xff Go buildinf:")
#   is not there. The runtime's text still holds the version, but so does the name of a source file of the standard library
#   (fips140only_go1.26.go), which names the first release that has it.
# Consequence: without build information the table of functions (pclntab) tells that it is Go; a search for "go1." must take what is no
#   part of a longer name, or finds 1.26 for 1.26.5, and any release for a later one.
# Output seen:
#   build information: 0
#   texts: fips140only_go1.26.go go1.26.5
# Ends with 0 while that is so, with 1 when it has changed, with 2 where it cannot be tried.
set -Eeuo pipefail

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
cd "$work"

npm pack --silent @esbuild/linux-x64@0.28.2 >/dev/null || exit 2
tar -xzf esbuild-linux-x64-0.28.2.tgz
readonly program=package/bin/esbuild

information=$(grep --text --count 'Go buildinf:' "$program" || true)
texts=$(grep --text --only-matching '[a-z0-9_]*go1\.[0-9.]*[a-z0-9]*' "$program" | LC_ALL=C sort -u | paste -sd ' ')

echo "build information: $information"
echo "texts: $texts"
[[ $information == 0 && $texts == 'fips140only_go1.26.go go1.26.5' ]] || { echo 'changed' >&2; exit 1; }
