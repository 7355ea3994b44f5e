#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Runs the examples of every --help and of the README, on a model town, and prints TAP.
#
# An example is a line that begins with "$ " (after blanks). In the README they stand in ```console blocks, where the
# lines below a command are the output it must have; a line "…" stands for any lines. What serves until it is stopped is
# stopped after a moment. The commands of a block share a folder, every example of --help begins in a fresh one.
set -u
cd "$(dirname "$0")/../.." || exit 3
root=$PWD
haitang=${HAITANG:-$root/build/haitang}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/town" && ln -s "$haitang" "$work/bin/haitang"
PATH=$work/bin:$PATH
export LC_ALL=C.UTF-8 TZ=Asia/Shanghai HAITANG_LANG=en
unset HAITANG_DB
n=0

# The town that all examples meet, with small files to import: those of tests/golden/files, and in the formats of offices.
(cd "$work/town" && cp -r "$root"/tests/golden/files/. . && cp town.osm.pbf kunshan.osm.pbf &&
  ogr2ogr -s_srs EPSG:4490 -t_srs EPSG:4549 -lco ENCODING=GBK 网格.shp grids.geojson && ogr2ogr -f XLSX 站点.xlsx stations.csv &&
  haitang demo --size town >"$work/demo.out" 2>&1 && cp city.db town.db) ||
  { sed 's/^/# /' "$work/demo.out"; echo "not ok 1 - the model town is made"; exit 1; }

fresh_folder() { rm -rf "$work/here" && cp -r "$work/town" "$work/here"; }

# Runs one command in the folder as it is; its output is in $work/out.
run_here() {
  local limit=300 stopped=0
  case $1 in *' serve'*) limit=5 stopped=143 ;; esac
  (cd "$work/here" && timeout --preserve-status -s TERM $limit bash -c "$1" >"$work/out" 2>"$work/err" </dev/null)
  local status=$?
  [ $status = 0 ] || [ $status = $stopped ]
}

tell() { # OK NAME
  n=$((n + 1))
  if [ "$1" = 0 ]; then echo "ok $n - $2"; return; fi
  sed 's/^/# /' "$work/out" "$work/err" 2>/dev/null | cut -c 1-160 | head -n 12
  echo "not ok $n - $2"
}

# --help of every command that help names.
haitang --help >"$work/help" 2>&1
for command in $(sed -n 's/^  \([a-z]\{3,\}\) .*/\1/p' "$work/help"); do
  haitang "$command" --help >"$work/$command.help" 2>"$work/err"
  cp "$work/$command.help" "$work/out"
  grep -q '^ *\$ haitang ' "$work/$command.help"
  tell $? "$command --help has an example"
  while read -r example; do
    fresh_folder
    case $example in *' demo'*) rm -f "$work/here/"*.db ;; esac
    run_here "$example"
    tell $? "$example"
  done < <(sed -n 's/^ *\$ //p' "$work/$command.help")
done

export HAITANG_LANG=zh
# The README: each command of a ```console block becomes files NNN.cmd and NNN.want; NNN.first where a block begins.
awk -v work="$work" '
  /^```/ { if (inside) inside = 0; else if ($0 == "```console") { inside = 1; first = 1 } next }
  inside && /^\$ / { name = sprintf("%s/%03d", work, ++count); print substr($0, 3) > (name ".cmd")
    printf "" > (name ".want"); if (first) printf "" > (name ".first"); first = 0; next }
  inside { print > (name ".want") }' README.md
for file in "$work"/[0-9]*.cmd; do
  example=$(cat "$file")
  [ ! -e "${file%.cmd}.first" ] || fresh_folder
  run_here "$example" && awk '
    FILENAME ~ /want$/ { want[++wanted] = $0; next }
    { have[++got] = $0 }
    END {
      if (!wanted) exit 0
      at = 1; skip = 0
      for (i = 1; i <= wanted; i++) {
        if (want[i] == "…") { skip = 1; continue }
        while (skip && at <= got && have[at] != want[i]) at++
        skip = 0
        if (at > got || have[at++] != want[i]) { print "expected: " want[i]; exit 1 }
      }
      exit !(skip || at > got)
    }' "${file%.cmd}.want" "$work/out" >>"$work/err"
  tell $? "README: $example"
done
echo "1..$n"
