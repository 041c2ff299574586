# Completes a manual page: examples of the client and what its exit codes mean, from
# Clients/README.md, and what the generator writes that mdoc(7) does not have so.
#
#     awk -v page=piperoll -f manual.awk Clients/README.md piperoll.1

BEGIN { isOfClient = page ~ /^piperoll($|-)/ }

FNR == NR {
  if (/^## /) isUse = /^## Use/
  if (isUse && /^    /) examples = examples literal(substr($0, 5)) "\n"
  if (/^\| exit code /) isCodes = 1
  else if (isCodes && /^\| [0-9]+ /) {
    split($0, cells, /^\| | \| | \|$/)
    codes = codes ".It " cells[2] "\n" literal(cells[3]) ".\n"
  } else if (!/^\|/) isCodes = 0
  next
}

/^\.Dt / { $0 = ".Dt " toupper(page) " 1" }
# An empty line is a paragraph.
/^$/ { $0 = ".Pp" }
# Pages are found by names without blanks.
/^\.Nm "/ { spoken = $0; $0 = ".Nm " page }
/^\.Nm$/ && spoken != "" { $0 = spoken }
# The client and its parts have no subcommands of ArgumentParser's kind.
isOfClient && /^\.Ar subcommand/ { next }
isOfClient && /^\.It Em help/ { while (!/^\.El/) getline; next }
/^\.Ex -std/ && isOfClient { printf ".Bl -tag -width 4n\n%s.El\n", codes; next }
/^\.Ex -std/ { $0 = ".Ex -std " page }
/^\.Sh "EXIT STATUS"/ && page == "piperoll" {
  printf ".Sh EXAMPLES\n.Bd -literal\n%s.Ed\n", examples
}
{ print }
END {
  print ".Sh \"SEE ALSO\""
  if (page == "piperoll") {
    print ".Xr piperoll-post 1 ,\n.Xr piperoll-export 1 ,\n.Xr piperoll-call 1 ,"
    print ".Xr piperoll-bench 1 ,"
  }
  print page == "piperolld" ? ".Xr piperoll 1" : isOfClient && page != "piperoll" \
    ? ".Xr piperoll 1" : ".Xr piperolld 1"
}

# A text as it is: without the marks of Markdown, and not taken for a request.
function literal(text) {
  gsub(/`/, "", text)
  gsub(/\\/, "\\e", text)
  return text ~ /^[.']/ ? "\\&" text : text
}
