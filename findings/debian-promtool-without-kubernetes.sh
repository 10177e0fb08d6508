#!/usr/bin/env bash
# Version: prometheus 2.42.0+ds-5+deb12u1 (Debian 12, amd64).
# Behaviour: Debian builds Prometheus without the discovery of Kubernetes: a file with kubernetes_sd_configs, valid for Prometheus
#   2.42 as its project publishes it, is refused as if the word were misspelt. dns_sd_configs and file_sd_configs are known.
# Consequence: a check of a configuration by Debian's promtool fails over what is right; the part has to be left out of what it is
#   given, or another promtool taken.
# Output seen:
#   dns: 0
#   file: 0
#   kubernetes: 1, field kubernetes_sd_configs not found in type config.ScrapeConfig
# Ends with 0 while that is so, with 1 when it has changed, with 2 where it cannot be tried.
set -Eeuo pipefail

readonly version=2.42.0+ds-5+deb12u1

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
chmod 755 "$work" # apt downloads as a user of its own
cd "$work"

[[ $(dpkg --print-architecture) == amd64 ]] || { echo 'cannot be tried: this is no amd64' >&2; exit 2; }
apt-get -qq download "prometheus=$version" >apt.log 2>&1 || { cat apt.log >&2; exit 2; }
dpkg -x ./*.deb root
root/usr/bin/promtool --version | head -n 1

# check <name of the discovery> <its settings>: status, and what is said of the field
check() {
  local status=0
  printf 'scrape_configs:\n  - job_name: some\n    %s_sd_configs:\n      - %s\n' "$1" "$2" >"$1.yml"
  root/usr/bin/promtool check config "$1.yml" >log 2>&1 || status=$?
  printf '%s: %s%s\n' "$1" "$status" "$(sed -n 's/^ *line [0-9]*: /, /p' log)"
}

seen=$(check dns '{ names: [localhost], type: A, port: 80 }'; check file '{ files: [some.json] }'; check kubernetes '{ role: pod }')
echo "$seen"
expected=$'dns: 0\nfile: 0\nkubernetes: 1, field kubernetes_sd_configs not found in type config.ScrapeConfig'
[[ $seen == "$expected" ]] || { echo 'changed' >&2; exit 1; }
