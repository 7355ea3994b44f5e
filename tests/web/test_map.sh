#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The planner's map in a real browser, on a model town, as TAP. Pictures go to build/screens.
. "$(dirname "$0")/served.sh"
need_browser "the map in a browser"
prepare <<'END'
demo --size town
gaps --store
END
run_served map.mjs
