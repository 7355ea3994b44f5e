#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The build and the installation, as TAP: what changes is built again and nothing else is; what is installed can be used.
set -u
cd "$(dirname "$0")/../.." || exit 3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset MAKEFLAGS MFLAGS MAKELEVEL
n=0
tell() { # STATUS SENTENCE
  n=$((n + 1))
  if [ "$1" = 0 ]; then echo "ok $n - $2"; else sed 's/^/# /' "$work/out" && echo "not ok $n - $2"; fi
}
object=$work/src/base/day.o
build() { make B="$work" "$@" "$object" >"$work/out" 2>&1 && stat -c %y "$object"; }

first=$(build)
[ -n "$first" ] && [ "$(build)" = "$first" ]
tell $? "what did not change is not built again"
second=$(build -W src/base/day.h)
[ -n "$second" ] && [ "$second" != "$first" ]
tell $? "a changed header builds again what includes it"
third=$(build CFLAGS=-DANOTHER_FLAG)
[ -n "$third" ] && [ "$third" != "$second" ]
tell $? "a changed flag builds again"

if [ "$B" != build ]; then
  echo "# the sanitizers' trees are not installed" && echo "ok $((++n)) # SKIP installation" && echo "1..$n"
  exit 0
fi
make install DESTDIR="$work/dest" PREFIX=/opt/haitang >"$work/out" 2>&1
tell $? "make install works below DESTDIR"
prefix=$work/dest/opt/haitang
"$prefix/bin/haitang" version >"$work/out" 2>&1
tell $? "the installed program runs"
cat >"$work/use.c" <<'END'
#include <haitang.h>
#include <stdio.h>
int main(void) {
  ht_store *store = NULL;
  ht_fault fault = {0};
  if (ht_store_open("use.db", &(ht_store_options){.create = true}, &fault, &store)) return puts(fault.detail), 1;
  ht_store_close(store);
  return puts(ht_version()) < 0;
}
END
flags=$(PKG_CONFIG_PATH=$prefix/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR='' pkg-config --define-variable=prefix="$prefix" --cflags --libs haitang)
# shellcheck disable=SC2086
(cd "$work" && gcc use.c $flags -o use && ./use) >"$work/out" 2>&1
tell $? "a program of ten lines builds with pkg-config haitang and opens a database"
[ "$(PKG_CONFIG_PATH=$prefix/lib/pkgconfig pkg-config --modversion haitang)" = "$(sed -n 's/.*return "\(.*\)";/\1/p' src/base/version.c)" ]
tell $? "haitang.pc states the version of the library"
page=$prefix/share/man/man1/haitang.1
"$prefix/bin/haitang" --help | sed -n 's/^  \([a-z]\{3,\}\) .*/\1/p' >"$work/commands"
while read -r command; do grep -qE "^\.BR?I? ($command)\b" "$page" || echo "the page has no $command"; done <"$work/commands" >"$work/out"
[ -s "$work/commands" ] && [ ! -s "$work/out" ]
tell $? "the manual page names every command"
echo "1..$n"
