#!/usr/bin/env bash
# Brings the one thing pip cannot: a Chromium for the browser tests.
set -euo pipefail

for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then exit 0; fi
done

if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null; then
        exit 0
    fi
fi

echo "The browser tests need Chromium: install Debian's package 'chromium', or any Chromium, and put it on the PATH." >&2
if [ "${CI:-}" = true ]; then exit 1; fi
