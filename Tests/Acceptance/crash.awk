# crash.awk - the load of crash.sh and the judgement of its replies, one `phase` of it at a time.
#
#   accounts                  the requests that open the accounts
#   opened    REPLIES         lines of `known` from their replies
#   load                      the requests of one client in one cycle
#   replies   SENT GOT        what a client was told: lines `ref` and `told`; sent again: `again`
#   proofs                    the requests for the book's own proofs
#   judge     EXPECTED ANSWERS  findings, one a line; exits 1 if there is any
#
# A reference is CYCLE.CLIENT.NUMBER of its request, with -ROW in a block; the request's tag is @ and
# the same. What a later cycle may end has a letter behind it - `t` a task, `d` a dispute, `n` a note
# or a call - and what ends an entry has `x` and that entry's number. `ref` lines are REF ACCOUNT CENTS ATOMIC-BLOCK ENTRY, `-` for none; `told` lines are
# ENTRY ACCOUNT.

BEGIN {
  OFS = " "
  if (phase == "accounts")
    for (i = 1; i <= accounts; i++) print "POST ACCOUNT A-" i " kind=trade name=Desk ref=a-" i
  if (phase == "load") write_load()
  if (phase == "proofs") {
    print "@verify REPORT VERIFY"
    print "@control REPORT CONTROL"
    for (i = 1; i <= accounts; i++) print "@A-" i " LOOKUP ACCOUNT A-" i
  }
  if (phase == "judge") read_balances()
}

{ sub(/\r$/, "") }

phase == "opened" && $1 == "201" { print "a-" ++opened, field("entry"), "A-" opened, 0 }
phase == "replies" && FILENAME == ARGV[ARGC - 2] { read_sent() }
phase == "replies" && FILENAME == ARGV[ARGC - 1] { read_got() }
phase == "judge" && FILENAME == ARGV[ARGC - 2] { read_expected() }
phase == "judge" && FILENAME == ARGV[ARGC - 1] { read_answer() }

END {
  if (phase == "replies") tell()
  if (phase == "judge") conclude()
  exit failed
}

# The value of key= in the present line.
function field(key,   i) {
  for (i = 1; i <= NF; i++)
    if (index($i, key "=") == 1) return substr($i, length(key) + 2)
  return "-"
}

function fail(text) { print text; failed = 1 }

function cents(text) { sub(/\./, "", text); return text + 0 }

# --- load ------------------------------------------------------------------------------------

function write_load(   i, tag, ref, pick) {
  srand(seed * 100003 + cycle * 101 + number)
  read_endable()
  for (i = 1; i <= requests; i++) {
    ref = cycle "." number "." i
    tag = "@" ref
    pick = rand()
    if (pick < .34) print tag, "POST INVOICE", account(), "I-" ref, amount(), "ref=" ref
    else if (pick < .68) print tag, "POST PAYMENT", payer(), amount(), "method=check ref=" ref
    else if (pick < .70) {
      ref = ref "n"
      print "@" ref, "NOTE GENERAL", account(), "ref=" ref, "-- they will pay", ref
    } else if (pick < .72 && endable > 0) ref = write_end(ref)
    else if (pick < .78) ref = write_desk(ref)
    else if (pick < .85 && last != "") print tag, "LOOKUP REF", last
    else if (pick < .92) print tag, "LOOKUP ACCOUNT", account()
    else if (pick < .95) write_block(tag, ref, "each")
    else if (pick < .98) write_block(tag, ref, "atomic")
    else if (number == 0) print tag, "ADMIN SNAPSHOT"
    else print tag, "PING"
    if (pick < .78) last = ref
  }
}

function write_block(tag, ref, mode,   rows, row) {
  rows = 2 + int(rand() * 40)
  print tag, "POST PAYMENT mode=" mode, "method=lockbox <<"
  print "account\tamount\tref"
  for (row = 1; row <= rows; row++) print payer() "\t" amount() "\t" ref "-" row
  print "."
}

# The entries that earlier cycles have recorded and that nothing has ended, of which each client ends
# its share.
function read_endable(   line, part, kind, of, ended) {
  while ((getline line <known) > 0) {
    split(line, part, " ")
    if (match(part[1], /x[0-9]+$/)) ended[substr(part[1], RSTART + 1)] = 1
    else if (part[1] ~ /[tdn]$/ && part[2] % clients == number) {
      kind[part[2]] = substr(part[1], length(part[1]))
      of[part[2]] = part[3]
    }
  }
  close(known)
  for (line in kind) if (!(line in ended)) {
    endable_entry[++endable] = line
    endable_kind[endable] = kind[line]
    endable_of[endable] = of[line]
  }
}

function write_end(ref,   entry, kind, owner) {
  entry = endable_entry[endable]
  kind = endable_kind[endable]
  owner = endable_of[endable--]
  ref = ref "x" entry
  if (kind == "t") print "@" ref, "POST END", entry, "ref=" ref, "-- of", owner
  else if (kind == "d") print "@" ref, "POST RESOLVE", entry, "withdrawn ref=" ref, "-- of", owner
  else print "@" ref, "NOTE GENERAL", owner, "corrects=" entry, "ref=" ref, "-- it was not so"
  return ref
}

# What is recorded by one entry each and refused by none. The item of a dispute is its own, on the
# account on which nobody pays.
function write_desk(ref,   line, kind) {
  if (rand() < .1) {
    print "@" ref, "POST INVOICE A-" accounts, "I-" ref, amount(), "ref=" ref
    print "@" ref "d", "POST DISPUTE A-" accounts, "goods items=I-" ref, "ref=" ref "d -- said", ref
    return ref "d"
  }
  line = desk(ref)
  kind = line ~ /^POST TASK/ ? "t" : line ~ /^NOTE/ ? "n" : ""
  print "@" ref kind, line, "ref=" ref kind, "-- said", ref
  return ref kind
}

# Of people, of what they do not want, of what is to be done, of calls and messages.
function desk(ref,   kind, owner) {
  owner = account()
  kind = int(rand() * 11)
  if (kind == 0) return "POST CONTACT " owner " role=debtor name=Debtor mobile=212-555-0147"
  if (kind == 1) return "POST TASK " owner " +9d"
  if (kind == 2) return "NOTE CALL " owner " 212-555-0147 na"
  if (kind == 3) return "NOTE CALL " owner " 212-555-0147 vm limited=yes minutes=2"
  if (kind == 4) return "NOTE LETTER " owner " direction=out purpose=validation"
  if (kind == 5) return "NOTE EMAIL " owner " jo@example.com direction=in"
  if (kind == 6) return "NOTE TEXT " owner " 212-555-0148 direction=out"
  if (kind == 7) return "NOTE REVIEW " owner
  if (kind == 8) return "NOTE SOURCE " owner
  if (kind == 9) return "POST ASSIGN " owner " collector=c-" ref
  return "POST AMEND-ACCOUNT " owner " name=N" ref
}

function payer() { return "A-" (1 + int(rand() * (accounts - 1))) }
function account() { return "A-" (1 + int(rand() * accounts)) }
function amount() { return sprintf("%.2f", (1 + int(rand() * 9999)) / 100) }

# --- replies ---------------------------------------------------------------------------------

function read_sent() {
  if (in_block) {
    text[sent] = text[sent] "\n" $0
    if ($0 == ".") in_block = 0
    else if ($0 !~ /^account/) add_ref($3, $1, -cents($2), mode == "atomic")
    return
  }
  tag_of[++sent] = $1
  text[sent] = $0
  verb = $2 " " $3
  verb_of[sent] = verb
  first_ref[sent] = refs + 1
  last_ref[sent] = refs
  if (/ <<$/) {
    in_block = 1
    mode = field("mode")
  } else if (verb == "POST INVOICE") add_ref(field("ref"), $4, cents($6), 0)
  else if (verb == "POST PAYMENT") add_ref(field("ref"), $4, -cents($5), 0)
  else if (verb == "POST END" || verb == "POST RESOLVE") add_ref(field("ref"), $NF, 0, 0)
  else if (verb ~ /^POST|^NOTE/) add_ref(field("ref"), $4, 0, 0)
}

function add_ref(ref, owner, sum, whole) {
  ref_name[++refs] = ref
  ref_line[refs] = ref " " owner " " sum " " (whole ? tag_of[sent] : "-")
  last_ref[sent] = refs
}

# A reply's first line has the tag of the next request, whatever that is; lines of a block follow.
function read_got() {
  if (replying) {
    if (/^\. /) {
      replying = 0
      if ($2 != "200") fail(tag_of[answered] " ended with " $0)
      if (verb_of[answered] ~ /^POST/ && rows_told != last_ref[answered] - first_ref[answered] + 1)
        fail(tag_of[answered] " told of " rows_told " rows")
    } else read_row()
    return
  }
  if ($1 != tag_of[++answered]) fail("out of order: " $1 " where " tag_of[answered] " was due")
  verb = verb_of[answered]
  replying = $2 ~ /\+$/
  rows_told = 0
  section = ""
  if (verb ~ /^POST|^NOTE/) {
    if ($2 == "201") entry_of[ref_name[first_ref[answered]]] = field("entry")
    else if ($2 != "210+") fail("refused: " $0)
  } else if (verb == "LOOKUP REF") {
    if ($2 != "200" || field("entry") != entry_of[field("ref")]) fail("another entry: " $0)
  } else if (verb == "LOOKUP ACCOUNT") {
    asked = field("account")
    if ($2 != "210+") fail("refused: " $0)
  } else if ($2 != "200" && $2 != "430") fail("refused: " $0)
}

function read_row() {
  if (/^# /) {
    section = $2
    header = 1
    return
  }
  if (header) {
    header = 0
    return
  }
  if (section == "results") {
    if ($2 != "201") fail(tag_of[answered] " row " $0)
    entry_of[ref_name[first_ref[answered] + $1 - 1]] = $3
    rows_told++
  }
  if (section == "credits" || section == "notes") told[$1] = asked
}

# No more than `window` requests without a reply were on their way.
function tell(   i, end, entry) {
  end = answered + window < sent ? answered + window : sent
  for (i = 1; i <= end; i++) if (last_ref[i] >= first_ref[i]) print text[i] >again
  printf "" >again
  for (i = 1; i <= last_ref[end]; i++) {
    entry = entry_of[ref_name[i]]
    print "ref", ref_line[i], entry == "" ? "-" : entry
  }
  for (entry in told) print "told", entry, told[entry]
}

# --- judge -----------------------------------------------------------------------------------

function read_balances(   line, part) {
  while ((getline line <balances) > 0) {
    split(line, part, " ")
    balance[part[1]] = part[2]
  }
  close(balances)
  entries_before = balance["entries"]
}

function read_expected() {
  if ($1 == "told") {
    told[$2] = $3
    return
  }
  ref_name[++refs] = $2
  ref_account[refs] = $3
  ref_cents[refs] = $4
  block[refs] = $5
  entry[refs] = $6
  is_old[refs] = $7 == "old"
  if ($6 != "-" && !is_old[refs]) count["acknowledged"]++
}

# First an answer for each reference, then one for each that was sent again, then the proofs.
function read_answer() {
  if ($1 ~ /^@/) {
    asked = substr($1, 2)
    if (asked == "verify") verify()
    else if (asked ~ /^A-/) compare(asked, field("balance"))
    else if (asked != "control" && $2 != "210+") repeated($2, field("entry"))
    section = ""
  } else if (looked < refs) look(++looked)
  else if (/^# /) section = $2
  else if (section == "results" && $1 ~ /^[0-9]+$/) repeated($2, $3)
  else if (section == "proof" && $1 == "USD") control($4)
}

function look(i) {
  if ($1 == "200" && field("ref") == ref_name[i]) {
    there[i] = before[i] = field("entry")
    account_of[there[i]] = field("account")
    if (field("account") != ref_account[i]) fail(ref_name[i] " is on " field("account"))
    if (entry[i] == "-") count["found"]++
    else if (entry[i] != there[i]) fail(ref_name[i] " is entry " there[i] ", not " entry[i])
    if (match(ref_name[i], /x[0-9]+$/)) {
      count["ended"]++
      ended = substr(ref_name[i], RSTART + 1)
      if (field("ended") != ended && field("dispute") != ended && field("corrects") != ended)
        fail(ref_name[i] " ended another: " $0)
    }
  } else if ($1 != "540") fail("LOOKUP REF " ref_name[i] ": " $0)
  else if (entry[i] != "-") {
    count["lost"]++
    fail("lost: " ref_name[i] ", acknowledged as entry " entry[i])
  }
}

function repeated(code, number,   i) {
  i = ++again_asked
  if (there[i] != "") {
    if (code != "208" || number != there[i])
      fail(ref_name[i] " again: " code " entry " number ", not 208 entry " there[i])
    count["retried"]++
  } else {
    if (code != "201") fail(ref_name[i] " again: " code ", not 201")
    there[i] = number
    count["anew"]++
  }
}

function verify(   i) {
  for (i = 1; i <= refs; i++) {
    if (is_old[i]) continue
    print ref_name[i], there[i], ref_account[i], ref_cents[i] >>known
    balance[ref_account[i]] += ref_cents[i]
    balance["entries"]++
  }
  # What nobody sent, or was posted twice, would be an entry more.
  if (field("sequence") != balance["entries"] + 1)
    fail("sequence " field("sequence") " with " balance["entries"] " entries known")
  if (field("violations") != "0") fail($0)
  proofs++
}

function compare(name, found) {
  proofs++
  if (cents(found) != balance[name] + 0) fail(name ": " found ", not " balance[name] " cents")
}

function control(outstanding,   name, sum) {
  for (name in balance) if (name != "entries") sum += balance[name]
  if (cents(outstanding) != sum) fail("outstanding " outstanding ", not " sum " cents")
  proofs++
}

function conclude(   i, n, name, size, found) {
  for (i = 1; i <= refs; i++) if (block[i] != "-") {
    size[block[i]]++
    if (before[i] != "") found[block[i]]++
  }
  for (name in size)
    if (found[name] && found[name] != size[name])
      fail(name ": " found[name] " of " size[name] " rows of an atomic block")
  for (n in told)
    if (n + 0 > entries_before + 1 && account_of[n] != told[n])
      fail("entry " n " was shown on " told[n] " and is not there")
  if (looked != refs) fail(looked " of " refs " references answered")
  if (again_asked != (is_old[1] ? 0 : refs)) fail(again_asked " of " refs " sent again")
  if (proofs != accounts + 2) fail(proofs " of " accounts + 2 " proofs")
  for (name in count) print name, count[name] >>tally
  printf "" >balances
  for (name in balance) printf "%s %.0f\n", name, balance[name] >balances
}
