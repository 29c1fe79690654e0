#!/usr/bin/env bash
# Installs what the tests beyond `npm test` need from Debian or Ubuntu: a browser, and servers to audit.
# Package-manager clients are installed by `npm run lab` itself.
set -euo pipefail

packages=(chromium fonts-liberation docker-registry apache2-utils strace iproute2)

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
if [ "${#missing[@]}" -eq 0 ]; then
  echo "Everything is installed: ${packages[*]}"
  exit 0
fi
if ! command -v apt-get >/dev/null; then
  echo "No apt-get here. Install by other means: ${missing[*]}" >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo -n); fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -q
"${as_root[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}"
