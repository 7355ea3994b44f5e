#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Turns the files named in assets.list into an assembler file that includes their bytes, and a C table that names them.
# usage: embed.sh OUTDIR, run in this folder. Writes OUTDIR/bytes.S, OUTDIR/table.c and the packed copies beside them.
set -eu
out=$1
mkdir -p "$out"
bytes=$out/bytes.S.new table=$out/table.c.new

printf '.section .note.GNU-stack,"",%%progbits\n.section .rodata\n' >"$bytes"
printf '#include "web/table.h"\n\n' >"$table"
rows='' count=0

# Emits the bytes of file $2 under the symbol $1.
include() {
  printf '.balign 16\n.hidden %s\n.global %s\n%s:\n.incbin "%s"\n' "$1" "$1" "$1" "$2" >>"$bytes"
  printf 'extern const unsigned char %s[];\n' "$1" >>"$table"
}

while read -r path type file; do
  case $path in '' | '#'*) continue ;; esac
  include "web_plain_$count" "$PWD/$file"
  gzip -9nc "$file" >"$out/$count.gz"
  include "web_packed_$count" "$out/$count.gz"
  etag=$(sha256sum "$file" | cut -c1-16)
  rows="$rows  {\"$path\", \"$type\", \"W/\\\"$etag\\\"\", web_plain_$count, $(wc -c <"$file"),
   web_packed_$count, $(wc -c <"$out/$count.gz")},
"
  count=$((count + 1))
done <assets.list

printf '\nconst web_asset web_table[] = {\n%s};\nconst size_t web_table_count = %s;\n' "$rows" "$count" >>"$table"
mv "$bytes" "$out/bytes.S"
mv "$table" "$out/table.c"
