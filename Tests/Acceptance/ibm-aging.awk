# ibm-aging.awk - what an aging of IBM's receivables sample must say, straight from the CSV.
#
#   awk -v asof=2013-06-30 [-v by=account] -f ibm-aging.awk FILE.csv
#
# It shares nothing with the server: its own dates (Julian day numbers), its own cents. An invoice
# is open on a day if it was billed on or before it and settled after it; its bucket is the number
# of days past due on that day. One line, TAB-separated:
#   not-due 1-30 31-60 61-90 91-120 over-120 total
# by=account: the same for each customer that owes something, after its id, sorted by the bytes.

BEGIN {
  FS = ","
  if (asof == "") asof = "2013-06-30"
  split(asof, part, "-")
  day = julian(part[1] + 0, part[2] + 0, part[3] + 0)
}

{ sub(/\r$/, "") }
NR == 1 || $0 == "" { next }

usDay($5) <= day && usDay($9) > day {
  late = day - usDay($6)
  bucket = late <= 0 ? 0 : late > 120 ? 5 : int((late - 1) / 30) + 1
  key = by == "account" ? $2 : ""
  groups[key] = 1
  sum[key, bucket] += cents($7)
  sum[key, 6] += cents($7)
}

END {
  if (by == "account") {
    for (key in groups) print key "\t" row(key) | "LC_ALL=C sort"
  } else {
    print row("")
  }
}

# Fliegel and Van Flandern, CACM 11:10 (1968); their divisions cut towards zero, as int() does.
function julian(y, m, d,  a) {
  a = int((m - 14) / 12)
  return d - 32075 + int(1461 * (y + 4800 + a) / 4) + int(367 * (m - 2 - a * 12) / 12) \
    - int(3 * int((y + 4900 + a) / 100) / 4)
}

function usDay(text,  part) {
  split(text, part, "/")
  return julian(part[3] + 0, part[1] + 0, part[2] + 0)
}

function cents(text,  part) {
  split(text, part, ".")
  return part[1] * 100 + substr(part[2] "00", 1, 2)
}

function row(key,  i, text) {
  for (i = 0; i <= 6; i++)
    text = text (i ? "\t" : "") sprintf("%d.%02d", int(sum[key, i] / 100), sum[key, i] % 100)
  return text
}
