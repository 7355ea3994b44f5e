#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Commands one after the other, as `make run` calls them, as TAP.
set -u
cd "$(dirname "$0")/../.." || exit 3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
haitang=$PWD/$B/haitang
n=0
tell() { # STATUS SENTENCE
  n=$((n + 1))
  if [ "$1" = 0 ]; then echo "ok $n - $2"; else sed 's/^/# /' "$work/out" && echo "not ok $n - $2"; fi
}

"$haitang" --db "$work/new.db" demo --size town >"$work/out" 2>&1 && "$haitang" --db "$work/new.db" gaps --store >>"$work/out" 2>&1
tell $? "a model town is made and its gaps are kept"
[ "$(ls "$work")" = "$(printf 'new.db\nout')" ]
tell $? "a database that was written is one file, without a log beside it"
mv "$work/new.db" "$work/town.db"
"$haitang" --db "$work/town.db" backup "$work/copy.db" >"$work/out" 2>&1 && ogrinfo -q -sql 'SELECT count(*) FROM gap' "$work/copy.db" >>"$work/out" 2>&1 &&
  grep -q '= 14$' "$work/out"
tell $? "a town that was moved and copied still has its 14 gaps"
"$haitang" --db "$work/town.db" demo >"$work/out" 2>&1
[ $? = 3 ]
tell $? "a demo does not replace a database that exists"
echo "1..$n"
