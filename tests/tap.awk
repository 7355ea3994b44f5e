# SPDX-License-Identifier: Apache-2.0
# Sums up one program's TAP: a line for people, the output of what failed, the skipped with their reason, and
# "= passed failed skipped" for tests/run. Knows cmocka 1.1.5's ways: a skipped test is "not ok 1 # SKIP name", a failed
# one carries its messages in "#" lines before or after it, and each group prints a plan of its own.
function indent(text) { gsub(/\n/, "\n    ", text); return "    " text }

!/^ok / && !/^1\.\./ { output = output (output != "" ? "\n" : "") $0 }
/^1\.\.[0-9]+/ { planned += substr($0, 4); next }
/^(not )?ok [0-9]*.*# *SKIP/ {
  skipped++
  name_or_reason = $0; sub(/.*# *SKIP */, "", name_or_reason)
  skips = skips "    skipped: " name_or_reason (said != "" ? " (" said ")" : "") "\n"; said = ""
  next
}
/^ok [0-9]/ { passed++; said = ""; next }
/^not ok/ { failed++; said = ""; next }
# A test says why it skips in a line of its own just before it does.
{ said = $0; sub(/^(# *)?(skip(ped)?: *)?/, "", said) }

END {
  lost = planned - passed - failed - skipped
  if (lost > 0) { failed += lost; note = lost " planned but never ran" }
  if (passed + failed + skipped == 0) { if (status == 0) passed++; else failed++ }
  if (status == 124 || status == 137) { if (!failed) failed++; note = "stopped: it ran too long" }
  else if (status != 0 && !failed) { failed++; note = "exit status " status }
  else if (status > 128) note = note (note ? ", " : "") "signal " status - 128
  printf "%-34s %4d passed %2d failed %2d skipped %7.2f s%s\n%s", name, passed, failed, skipped, spent / 100,
    note ? "  " note : "", skips
  if (failed) print indent(output)
  printf "= %d %d %d\n", passed, failed, skipped
}
