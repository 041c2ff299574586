# proof.awk - exits 0 if the report on standard input proves itself: every `difference` it states,
# as a row or as a column of a TAB-separated section, is 0.00, and there is at least one.

BEGIN { FS = "\t" }
{ sub(/\r$/, "") }

/^# / { column = 0; next }
/^\. / { next }

$1 == "difference" && NF > 1 {
  seen++
  if ($NF != "0.00") bad = 1
  next
}

column && NF >= column {
  seen++
  if ($column != "0.00") bad = 1
  next
}

{ for (i = 1; i <= NF; i++) if ($i == "difference") column = i }

END { exit !(seen && !bad) }
