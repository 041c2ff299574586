# order.awk - reads a trace of strace -f -y and exits 0 if it shows `posts` times: a request read, the
# journal written, synced, and only then an answer; and once at least a new segment, whose name was on
# the disk before the answer too, as was durable.txt, which says that it is there.

function returned_0() { return /= 0$/ && !/unfinished/ }

/(read|recvfrom|recvmsg)\([0-9]+<(socket|TCP)/ { asked = 1 }
# Before the first write the session begins, and after the last answer it ends.
/(write|writev|sendto|sendmsg)\([0-9]+<(socket|TCP)/ && journal != "" && seen < posts {
  if (asked && written && synced && !unnamed && !unsaid) seen++
  else early = early " " NR
  asked = written = synced = 0
}

# Who first writes a record there after a request is the journal's thread.
/pwrite64\(.*\/book\/journal-.*"PRG1/ { if (asked && journal == "") journal = $1 }
journal == "" || $1 != journal { next }

# A server that rests writes a mark and syncs it, at any moment: a frame without records, which is 72
# bytes long. It belongs to no request.
/pwrite64\(.*\/book\/journal-.*"PRG1.*, 72, [0-9]+[) ]/ { marks++; next }
/pwrite64\(.*\/book\/journal-.*"PRG1/ { written = 1; synced = 0 }
/pwrite64\(.*\/book\/journal-next/ { unnamed = 1 }
/pwrite64\(.*\/book\/durable.txt/ { saying = 1 }
/fdatasync(\(| resumed)/ && returned_0() {
  synced = written
  if (saying) saying = unsaid = 0
}
/rename(at|at2)?\(.*journal-next/ { renamed = unsaid = 1 }
/fsync(\(| resumed)/ && !/fdatasync/ && returned_0() && renamed { unnamed = renamed = 0; changes++ }

END {
  print seen + 0 " answers behind their fdatasync, " changes + 0 " new segments, " marks + 0 " marks"
  if (early != "") print "an answer before its entry was durable, at these lines of the trace:" early
  exit seen != posts || early != "" || !changes
}
