#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The planner's map on the streets and people of a real city, as TAP. Pictures go to build/screens.
. "$(dirname "$0")/served.sh"
need_browser "the map of a real city"
data=${HAITANG_REAL_DATA:-../shared/data}
[ -d "$data" ] || skip "the map of a real city" "no real data here"
hexagons=$data/demand/porto_alegre_hexgrid.csv
prepare <<END
import streets $data/streets/porto_alegre.osm.pbf
import stations $hexagons --crs wgs84 --map id=code --where healthcare>0
import demand $hexagons --crs wgs84 --map id=code
gaps --store
END
run_served map_real.mjs
