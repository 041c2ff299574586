#!/usr/bin/env bash
# The power goes, at random moments, and after each the question whether all that was acknowledged is
# there. As root, on a file system of its own in a file: whatever had not reached the disk is gone.
#
#   [PIPEROLLD=path PIPEROLL=path] [CUTS=20] [SEED=n] Tests/Acceptance/powercut.sh
#
# The data directory is on an ext4 in a loop device. Under the same load and with the same questions
# as kill.sh (crash.sh) the file system is shut down without writing its log (EXT4_IOC_SHUTDOWN), the
# server is killed, and the file system mounted again. It loses everything that was not synced, but
# does not tear or reorder what was: that is tested inside, with a storage that does.
#
# Without root, a free loop device or mkfs.ext4 it says so and exits 77.
set -euo pipefail
# shellcheck source=Tests/Acceptance/crash.sh
source "$(dirname "$0")/crash.sh"
CUTS=${CUTS:-20}
# Room for a run's whole book, some times over.
readonly IMAGE_BYTES=1G
# EXT4_IOC_SHUTDOWN, _IOR('X', 125, __u32), and its argument EXT4_GOING_FLAGS_NOLOGFLUSH.
readonly SHUTDOWN=0x8004587d WITHOUT_LOG=2
disk=$work/disk
device=

finish() {
  stop_all
  if mountpoint -q "$disk"; then umount "$disk"; fi
  [ -z "$device" ] || losetup -d "$device" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

skip() {
  say "SKIPPED: powercut.sh: $*"
  exit 77
}

make_disk() {
  local tool
  [ "$(id -u)" = 0 ] || skip "not root"
  for tool in losetup mkfs.ext4 mountpoint perl; do
    command -v "$tool" >/dev/null || skip "no $tool"
  done
  truncate -s "$IMAGE_BYTES" "$work/image"
  mkfs.ext4 -q -F "$work/image"
  device=$(losetup --find --show "$work/image" 2>"$work/losetup.log") \
    || skip "no loop device: $(cat "$work/losetup.log")"
  mkdir "$disk"
  mount "$device" "$disk" 2>"$work/mount.log" || skip "no mount: $(cat "$work/mount.log")"
}

# No process outlives the power. One that did could take an fdatasync for done that was only let go:
# of blocks that were reserved and never written, ext4 keeps to itself that it is shut down. What the
# threads have asked of the system already goes on, so the power goes amid writes and syncs, too.
freeze_server() {
  kill -STOP "$server" 2>/dev/null || return 0
  local task state
  for task in /proc/"$server"/task/*; do
    while state=$(awk '{ sub(/.*\) /, ""); print $1 }' "$task/stat" 2>/dev/null) \
      && [ "$state" = R ]; do :; done
  done
}

cut_power() {
  freeze_server
  perl -e 'open(F, "<", $ARGV[0]) or die $!; $how = pack("L", $ARGV[2]);
    ioctl(F, oct($ARGV[1]), $how) or die $!' "$disk" "$SHUTDOWN" "$WITHOUT_LOG" \
    || give_up "the file system could not be shut down"
}

# The phase of a start is looked up before, since its traces may be lost; that of a load after.
crash() { # COMMAND...
  if [ "$1" = phase_of_start ]; then "$@"; fi
  cut_power
  kill_server
  umount "$disk"
  mount "$device" "$disk" || give_up "the file system could not be mounted again"
  if [ "$1" != phase_of_start ]; then "$@"; fi
}

make_disk
# With the word `try` it only says whether it can run.
[ "${1:-}" != try ] || exit 0
find_programs piperolld piperoll
init_desk "$disk/desk"
start_timed
open_accounts
run_cycles "$CUTS"
