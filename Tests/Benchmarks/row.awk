# A row of the table from lines OUR-VALUE OUR-P99 THEIR-VALUE THEIR-P99, one a round. See row().
function median(values, n,   i, j, swap) {
  for (i = 2; i <= n; i++) {
    swap = values[i]
    for (j = i - 1; j >= 1 && values[j] > swap; j--) values[j + 1] = values[j]
    values[j + 1] = swap
  }
  return n ? values[int((n + 1) / 2)] : "-"
}

function ratio(a, b) { return better == "MORE" ? (b > 0 ? a / b : 0) : (a > 0 ? b / a : 0) }

function number(value) {
  if (value == "-") return value
  return value >= 100 ? sprintf("%d", value + 0.5) : sprintf("%.3g", value)
}

{
  ours[++n] = $1 + 0
  if ($2 != "-") ours_p99[++n2] = $2 + 0
  if ($3 == "-" || $3 == "") next
  theirs[++m] = $3 + 0
  if ($4 != "-" && $4 != "") theirs_p99[++m2] = $4 + 0
  r = ratio($1, $3)
  if (m == 1 || r < least) least = r
  if (m == 1 || r > most) most = r
}

END {
  a = median(ours, n); b = median(theirs, m)
  pa = median(ours_p99, n2); pb = median(theirs_p99, m2)
  quotient = m ? ratio(a, b) : "-"
  met = "-"
  if (budget ~ /^<=/) met = a <= substr(budget, 3) + 0 ? "yes" : "no"
  else if (budget ~ /^>=/) met = a >= substr(budget, 3) + 0 ? "yes" : "no"
  else if (budget != "-") {
    met = quotient >= budget + 0 ? "yes" : "no"
    if (budget ~ /p99/ && pa > pb) met = "no"
  }
  print work, shape, size, number(a), number(b), peer, m ? sprintf("%.2f", quotient) : "-", \
    number(pa), number(pb), m ? sprintf("%.2f-%.2f", least, most) : "-", budget, met
}
