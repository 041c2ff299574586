#!/usr/bin/env bash
# Makes the Debian package of what was built:
#
#     swift build -c release --static-swift-stdlib
#     Sources/Package/debian.sh [DIRECTORY]
#
# Prints the name of the package, which it leaves in DIRECTORY (default: .build). The programs come
# from BIN (default: .build/release), the generator of manual pages from MANUAL (default: built in
# .build/debug by `swift build --product generate-manual`). Manual pages and completions are made
# from what the programs say of their own options, so that they cannot say anything else.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=Sources/Package
output=$(realpath "${1:-.build}")
bin=$(realpath "${BIN:-.build/release}")
manual=${MANUAL:-.build/debug/generate-manual}
[ -x "$manual" ] || swift build --product generate-manual >&2
version=$("$bin/piperolld" --version | awk 'NR == 1 { print $2 }')
architecture=$(dpkg --print-architecture)
# The day of the last change to the sources, so that the same sources make the same files.
day=$(git log -1 --format=%cs 2>/dev/null || date +%F)
SOURCE_DATE_EPOCH=$(date -d "$day" +%s)
export SOURCE_DATE_EPOCH

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$work/tree
umask 022

programs() {
  for program in piperoll piperolld; do
    install -D -m 755 "$bin/$program" "$tree/usr/bin/$program"
    strip --remove-section=.comment --remove-section=.note "$tree/usr/bin/$program"
  done
}

# The page of a program, or of a part of piperoll that it runs by a word.
page() {
  local name=$1 program=$2
  "$manual" "$program" --date "$day" --section 1 --output-directory - \
    | awk -v page="$name" -f "$here/manual.awk" Clients/README.md - \
    | gzip -9n >"$tree/usr/share/man/man1/$name.1.gz"
}

pages() {
  mkdir -p "$tree/usr/share/man/man1"
  page piperoll "$bin/piperoll"
  page piperolld "$bin/piperolld"
  local word
  for word in post export call bench; do
    printf '#!/bin/sh\nexec "%s/piperoll" %s "$@"\n' "$bin" "$word" >"$work/piperoll-$word"
    chmod +x "$work/piperoll-$word"
    page "piperoll-$word" "$work/piperoll-$word"
  done
}

completions() {
  local share=$tree/usr/share
  mkdir -p "$share/bash-completion/completions" "$share/zsh/vendor-completions" \
    "$share/fish/vendor_completions.d"
  for program in piperoll piperolld; do
    "$bin/$program" --generate-completion-script bash \
      >"$share/bash-completion/completions/$program"
    "$bin/$program" --generate-completion-script zsh >"$share/zsh/vendor-completions/_$program"
    "$bin/$program" --generate-completion-script fish \
      >"$share/fish/vendor_completions.d/$program.fish"
  done
}

documents() {
  local doc=$tree/usr/share/doc/piperoll
  install -D -m 644 "$here/copyright" "$doc/copyright"
  gzip -9n <Protocol/CHANGES.md >"$work/changes.gz"
  install -m 644 "$work/changes.gz" "$doc/CHANGES.md.gz"
  printf 'piperoll (%s) unstable; urgency=medium\n\n  * See CHANGES.md.\n\n -- %s  %s\n' \
    "$version" "Piperoll <root@localhost>" "$(date -R -d "$day")" \
    | gzip -9n >"$doc/changelog.gz"
  install -D -m 644 -t "$doc/examples" "$here/config" Clients/maps/*.map
}

service() {
  install -D -m 644 "$here/piperolld.service" "$tree/lib/systemd/system/piperolld.service"
  install -D -m 644 "$here/piperolld.default" "$tree/etc/default/piperolld"
}

# The libraries that the programs need, by the packages that have them.
libraries() {
  mkdir -p "$work/debian"
  printf 'Source: piperoll\n\nPackage: piperoll\nArchitecture: any\n' >"$work/debian/control"
  (cd "$work" && dpkg-shlibdeps -O "$tree"/usr/bin/*) | sed -n 's/^shlibs:Depends=//p'
}

control() {
  mkdir -p "$tree/DEBIAN"
  for script in postinst prerm postrm; do
    install -m 755 "$here/$script" "$tree/DEBIAN/$script"
  done
  echo /etc/default/piperolld >"$tree/DEBIAN/conffiles"
  (cd "$tree" && find usr lib etc -type f -exec md5sum {} +) >"$tree/DEBIAN/md5sums"
  cat >"$tree/DEBIAN/control" <<END
Package: piperoll
Version: $version
Architecture: $architecture
Maintainer: Piperoll <root@localhost>
Installed-Size: $(du -ks --exclude DEBIAN "$tree" | cut -f1)
Depends: $(libraries), adduser
Recommends: libedit2
Section: database
Priority: optional
Description: operator console for collections and accounts receivable
 The server piperolld keeps a book of accounts, invoices, payments, promises and
 calls in memory, and each change in a journal on the disk. The client piperoll
 is its console, and posts files.
END
}

programs
pages
completions
documents
service
control
package=$output/piperoll_${version}_$architecture.deb
dpkg-deb --build --root-owner-group "$tree" "$package" >&2
echo "$package"
