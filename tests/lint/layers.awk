# SPDX-License-Identifier: Apache-2.0
# Reads src/LAYERS, then C files, and prints each include that the file's module may not have.
function library(header) {
  if (header ~ /^sqlite3/) return "sqlite"
  if (header ~ /^spatialite|^gaia/) return "spatialite"
  if (header ~ /^geos_c/) return "geos"
  if (header ~ /^(proj|geodesic)/) return "proj"
  if (header ~ /^(gdal|ogr_|cpl_)/) return "gdal"
  if (header ~ /^jansson/) return "jansson"
  if (header ~ /^expat/) return "expat"
  if (header ~ /^zlib/) return "zlib"
  if (header ~ /^bzlib/) return "bz2"
  if (header ~ /^microhttpd/) return "microhttpd"
  return ""
}
function module_of(header) {
  if (header == "haitang/types.h") return "types"
  if (header == "haitang/records.h") return "records"
  if (header ~ /^haitang(\/|\.h)/) return "public"
  return header ~ /\// ? substr(header, 1, index(header, "/") - 1) : ""
}
function fault(text) { printf "%s:%d: %s\n", FILENAME, FNR, text; faults++ }

BEGIN {
  while ((getline line < layers) > 0) {
    if (line !~ /^[a-z]+:/) continue
    name = substr(line, 1, index(line, ":") - 1)
    known[name] = 1
    split(substr(line, index(line, ":") + 1), halves, "|")
    for (half = 1; half <= 2; half++) {
      n = split(halves[half], words, " ")
      for (i = 1; i <= n; i++) may[name, words[i]] = 1
    }
  }
  split("assert complex ctype errno fcntl fenv float grp inttypes iso646 langinfo limits locale math netdb poll pthread " \
    "pwd sched semaphore setjmp signal spawn stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib string " \
    "strings termios tgmath time uchar unistd wchar wctype endian iconv getopt glob malloc", words, " ")
  for (i in words) libc[words[i] ".h"] = 1
}
FNR == 1 {
  public = FILENAME ~ /^include\//
  module = FILENAME; sub(/^src\//, "", module); module = substr(module, 1, index(module, "/") - 1)
  if (!public && !(module in known)) fault("module '" module "' is not in src/LAYERS")
}
/^[ \t]*#[ \t]*include[ \t]*[<"]/ {
  header = $0; sub(/^[^<"]*[<"]/, "", header); sub(/[>"].*/, "", header)
  if ($0 ~ /</) {
    lib = library(header)
    if (lib != "" && (public || !((module, lib) in may))) fault("may not meet <" header "> of " lib)
    else if (lib == "" && !(header in libc) && header !~ /^(sys|netinet|arpa|net)\//) fault("unknown foreign header <" header ">")
    next
  }
  target = module_of(header)
  if (public) { if (target !~ /^(types|records|public)$/) fault("the public interface includes \"" header "\"") }
  else if (target == "") fault("include \"" header "\" as \"module/file.h\"")
  else if (target != module && !((module, target) in may)) fault(module " may not include \"" header "\"")
}
END { exit faults > 0 }
