# order.awk - reads a trace of strace -f -y and exits 0 if it shows `posts` times: a request read, the
# journal written, synced, and only then an answer.
#
# Every call is a letter: R and W what is read from and written to a socket; of the journal's thread J
# a write, F an fdatasync that returned 0, N a rename, D an fsync of the directory that returned 0.

function call(letter) { calls = calls letter }
function returned_0() { return /= 0$/ && !/unfinished/ }

/(read|recvfrom|recvmsg)\([0-9]+<(socket|TCP)/ { if (calls !~ /R$/) call("R") }
/(write|writev|sendto|sendmsg)\([0-9]+<(socket|TCP)/ { call("W") }

# Who first writes a record there after the start is the journal's thread.
/pwrite64\(.*\/book\/journal-.*"PRG1/ { if (calls ~ /W/ && journal == "") journal = $1 }
journal == "" || $1 != journal { next }

/pwrite64\(.*\/book\/journal-/ { call("J") }
/fdatasync(\(| resumed)/ && returned_0() { call("F") }
/fsync(\(| resumed)/ && !/fdatasync/ && returned_0() { call("D") }
/rename\(/ { call("N") }

END {
  # The session's own beginning, and what ends it and the journal.
  sub(/^[RW]*R?J/, "RJ", calls)
  while (match(calls, /^R(JF|JJFND)W/)) {
    seen++
    changes += RLENGTH == 7
    calls = substr(calls, RLENGTH + 1)
  }
  print seen + 0 " answers behind their fdatasync, " changes + 0 " of them in a new segment; then " \
    calls
  exit seen != posts || !changes
}
