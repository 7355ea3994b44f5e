#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The page's modules that need no browser, as TAP.
cd "$(dirname "$0")/../.." || exit 3
command -v node >/dev/null || { echo "1..1" && echo "ok 1 # SKIP the page's modules: node is not installed" && exit 0; }
exec node tests/web/modules.mjs
