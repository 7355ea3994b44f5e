# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# For the tests that use a page in a browser: what they need, a scratch database in $HAITANG_DB, and the service on it.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 3
haitang=${HAITANG:-$PWD/build/haitang}
export CHROMIUM=${CHROMIUM:-$(command -v chromium)} SCREENS=${SCREENS:-build/screens}
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; wait; rm -rf "$work"' EXIT
export HAITANG_DB=$work/city.db

skip() { # WHAT WHY
  echo "1..1"
  echo "ok 1 # SKIP $1: $2"
  exit 0
}

need_browser() { # WHAT
  [ -x "$CHROMIUM" ] || skip "$1" "chromium is not installed"
  command -v node >/dev/null || skip "$1" "node is not installed"
  [ -d tests/web/node_modules/playwright-core ] || skip "$1" "playwright-core is missing: run 'make test'"
}

# Runs haitang with each line of input as arguments; the first that fails ends the test.
prepare() {
  while read -r -a arguments; do
    "$haitang" "${arguments[@]}" >"$work/out" 2>&1 </dev/null && continue
    sed 's/^/# /' "$work/out"
    echo "1..1"
    echo "not ok 1 - haitang ${arguments[*]}"
    exit 1
  done
}

# Serves the database on a free port and runs a script of this folder with the service's URL.
run_served() { # SCRIPT
  local port
  port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => {
    console.log(s.address().port); s.close() })')
  "$haitang" serve --listen "127.0.0.1:$port" >"$work/serve.out" 2>&1 &
  server=$!
  node "tests/web/$1" "http://127.0.0.1:$port" && return
  sed 's/^/# serve: /' "$work/serve.out"
  exit 1
}
