# What a book takes in memory: resident bytes of the server with books that differ by one kind of
# thing, and what one of these takes by the difference.

readonly MEMORY_ACCOUNTS=${MEMORY_ACCOUNTS:-$ACCOUNTS}

# The commands of each step, one of the kind an account, except for items.
memory_step() { # KIND
  local book=("$PIPEROLL" bench --book "$MEMORY_ACCOUNTS" --items "$ITEMS")
  local pay=("$PIPEROLL" bench --payments "$MEMORY_ACCOUNTS" --keys "$MEMORY_ACCOUNTS" --in-order)
  case $1 in
    account) "${book[@]}" | grep '^POST ACCOUNT' ;;
    contact) "${book[@]}" | grep '^POST CONTACT' ;;
    item) "${book[@]}" | grep '^POST INVOICE' ;;
    payment-without-ref) "${pay[@]}" | cut -d' ' -f1-4 ;;
    payment-with-ref) "${pay[@]}" ;;
    note) "${pay[@]}" | awk '{ print "NOTE GENERAL " $3 " -- they will pay by the end of it" }' ;;
  esac
}

section_memory() {
  make_directory "$work/book"
  serve "$work/book"
  : >"$work/b"
  local kind count=$MEMORY_ACCOUNTS loaded restarted loaded_before restarted_before
  loaded_before=$(rss_bytes)
  restarted_before=$loaded_before
  for kind in account contact item payment-without-ref payment-with-ref note; do
    memory_step "$kind" | send_all
    loaded=$(rss_bytes)
    snapshot
    end_server TERM
    serve "$work/book"
    restarted=$(rss_bytes)
    count=$MEMORY_ACCOUNTS
    if [ "$kind" = item ]; then count=$((MEMORY_ACCOUNTS * ITEMS)); fi
    memory_row "bytes-of-each-$kind" "$count" "after loading" $(((loaded - loaded_before) / count))
    memory_row "bytes-of-each-$kind" "$count" "after a restart" \
      $(((restarted - restarted_before) / count))
    # The next step begins from this one restarted.
    loaded_before=$restarted
    restarted_before=$restarted
  done
  memory_row resident-MiB "$MEMORY_ACCOUNTS" "after a restart" $((restarted >> 20))
}

memory_row() { # WORK SIZE SHAPE VALUE
  echo "$4" >"$work/a"
  row "$1" "$3" "$2" LESS - - "$work/a" "$work/b"
}
