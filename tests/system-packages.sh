#!/bin/sh
# What the tests need of the system: a Chromium. Looked for first; installed as root on Debian.
set -eu
found() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
if found >/dev/null || [ -n "$(ls -d "$HOME"/.cache/ms-playwright/chromium* 2>/dev/null || true)" ]; then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
else
  echo "The tests need Chromium: sudo apt-get install chromium, or: .venv/bin/playwright install chromium" >&2
  exit 1
fi
