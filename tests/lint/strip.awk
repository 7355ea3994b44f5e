# SPDX-License-Identifier: Apache-2.0
# Prints C as `file:line: code` without comments and with the insides of strings and characters blanked, so that a
# search for a word finds code only.
FNR == 1 { inside = 0 }
{
  code = ""; quote = ""
  for (i = 1; i <= length($0); i++) {
    c = substr($0, i, 1); two = substr($0, i, 2)
    if (inside) { if (two == "*/") { inside = 0; i++ } continue }
    if (quote != "") {
      if (c == "\\") i++
      else if (c == quote) { quote = ""; code = code c }
      continue
    }
    if (two == "/*") { inside = 1; i++; continue }
    if (two == "//") break
    if (c == "\"" || c == "'") quote = c
    code = code c
  }
  printf "%s:%d: %s\n", FILENAME, FNR, code
}
