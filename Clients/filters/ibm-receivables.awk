# ibm-receivables.awk - turns IBM's accounts-receivable sample (CSV) into Piperoll commands.
#
#   awk -f Clients/filters/ibm-receivables.awk FILE.csv | piperoll --url piperolls://HOST:PORT
#
# Plain POSIX awk: no extension of any one awk is used. Columns are found by their names:
# customerID, invoiceNumber, InvoiceDate, DueDate, InvoiceAmount, SettledDate; others are ignored.
# Each row becomes POST INVOICE and, where it was settled, POST PAYMENT; the first row of a
# customer is preceded by POST ACCOUNT. An invoice always precedes its payment, so the output runs
# in one pass; the dates follow the file's order and therefore go back and forth.
# Every line has a ref made of the file's own numbers: run twice, it posts once.
# The file has no opening dates; accounts open on `-v opened=` (default 2000-01-01).
# The dates are older than a server takes without being told: the first line tells it, which takes
# a supervisor.
# A row that cannot be read is named on stderr and left out, and the exit code is then 1.

BEGIN {
  FS = ","
  if (opened == "") opened = "2000-01-01"
  wanted = split("customerID invoiceNumber InvoiceDate DueDate InvoiceAmount SettledDate", want, " ")
}

{ sub(/\r$/, "") }

NR == 1 {
  sub(/^\357\273\277/, "")
  fields = NF
  for (i = 1; i <= NF; i++) column[$i] = i
  for (i = 1; i <= wanted; i++)
    if (!(want[i] in column)) { complain("no column " want[i]); exit }
  print "POST POLICY date-years-back 100 ref=ibm-years"
  next
}

$0 == "" { next }

{
  customer = $column["customerID"]
  invoice = $column["invoiceNumber"]
  billed = iso($column["InvoiceDate"])
  due = iso($column["DueDate"])
  amount = money($column["InvoiceAmount"])
  settled = $column["SettledDate"] == "" ? "" : iso($column["SettledDate"])
  if (NF != fields || !isName(customer) || !isName(invoice) ||
      billed == "bad" || due == "bad" || settled == "bad" || amount == "bad") {
    complain("row not understood: " $0)
    next
  }
  if (!(customer in seen)) {
    seen[customer] = 1
    print "POST ACCOUNT " customer " kind=trade name=" customer " date=" opened \
      " ref=ibm-acct-" customer
  }
  print "POST INVOICE " customer " " invoice " " amount " date=" billed " due=" due \
    " ref=ibm-inv-" invoice
  if (settled != "")
    print "POST PAYMENT " customer " " amount " date=" settled " apply=" invoice ":" amount \
      " ref=ibm-pay-" invoice
}

END { exit failed }

# Identifiers stay text: 0000611365 keeps its zeros.
function isName(text) {
  return length(text) <= 32 && text ~ /^[A-Za-z0-9][A-Za-z0-9._\/-]*$/
}

# 1/2/2013 (month first) -> 2013-01-02
function iso(text,  part) {
  if (text !~ /^[0-9][0-9]?\/[0-9][0-9]?\/[0-9][0-9][0-9][0-9]$/) return "bad"
  split(text, part, "/")
  return sprintf("%04d-%02d-%02d", part[3], part[1], part[2])
}

# Two decimals by text, never by floating point: 55.9 -> 55.90, 60 -> 60.00
function money(text) {
  if (text ~ /^[0-9]+$/) return text ".00"
  if (text ~ /^[0-9]+\.[0-9]$/) return text "0"
  if (text ~ /^[0-9]+\.[0-9][0-9]$/) return text
  return "bad"
}

function complain(what) {
  print "ibm-receivables: line " NR ": " what | "cat 1>&2"
  failed = 1
}
