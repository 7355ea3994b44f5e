#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The planner's map in a real browser, on a model town, as TAP. Pictures go to build/screens.
set -u
cd "$(dirname "$0")/../.." || exit 3
skip() { echo "1..1" && echo "ok 1 # SKIP the map in a browser: $1" && exit 0; }
chromium=${CHROMIUM:-$(command -v chromium)}
[ -x "$chromium" ] || skip "chromium is not installed"
command -v node >/dev/null || skip "node is not installed"
[ -d tests/web/node_modules/playwright-core ] || skip "playwright-core is missing: run 'make test'"
haitang=${HAITANG:-$PWD/build/haitang}

work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; wait; rm -rf "$work"' EXIT
export HAITANG_DB=$work/town.db
{ "$haitang" demo --size town && "$haitang" circles && "$haitang" gaps --store; } >"$work/demo.out" 2>&1 ||
  { sed 's/^/# /' "$work/demo.out"; echo "not ok 1 - the model town is made"; exit 1; }
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
"$haitang" serve --listen "127.0.0.1:$port" >"$work/serve.out" 2>&1 &
server=$!
CHROMIUM=$chromium SCREENS=${SCREENS:-build/screens} node tests/web/map.mjs "http://127.0.0.1:$port" || {
  sed 's/^/# serve: /' "$work/serve.out"
  exit 1
}
