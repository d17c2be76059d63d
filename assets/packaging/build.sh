#!/usr/bin/env bash
# Builds the program and puts it into a Debian package and a plain archive, in target/packages/.
# Needs cargo, dpkg-deb and dpkg-shlibdeps (from dpkg-dev). With an argument, that program is packed and none is built.
set -euo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8 TZ=UTC
umask 022

version=$(sed -n '/^\[package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml)
architecture=$(dpkg --print-architecture)
# The same sources give the same package: every date in it is that of the sources.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y Cargo.toml)}
export SOURCE_DATE_EPOCH

program=${1:-}
if [ -z "$program" ]; then
    cargo build --release --locked
    program=${CARGO_TARGET_DIR:-target}/release/common-ground
    if nm "$program" 2>/dev/null | grep -q .; then
        echo "The program has symbols, which make it a quarter larger: see [profile.release] in Cargo.toml." >&2
        exit 1
    fi
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/common-ground
usr=$root/usr
doc=$usr/share/doc/common-ground

install -D -m 755 "$program" "$usr/bin/common-ground"
install -D -m 644 assets/packaging/common-ground.desktop -t "$usr/share/applications"
install -D -m 644 assets/packaging/common-ground.metainfo.xml \
    "$usr/share/metainfo/invalid.common_ground.common_ground.metainfo.xml"
install -D -m 644 assets/packaging/common-ground.xml -t "$usr/share/mime/packages"
install -D -m 644 assets/icon.svg "$usr/share/icons/hicolor/scalable/apps/common-ground.svg"
install -D -m 644 assets/icon.png "$usr/share/icons/hicolor/256x256/apps/common-ground.png"
install -D -m 644 README.md -t "$doc"

# These are Rust code that does what the libraries of these names do, and not copies of them.
install -d "$usr/share/lintian/overrides"
printf 'common-ground: embedded-library %s\n' '*freetype*' '*libyaml*' >"$usr/share/lintian/overrides/common-ground"

install -d "$usr/share/man/man1" "$usr/share/bash-completion/completions" \
    "$usr/share/zsh/vendor-completions" "$usr/share/fish/vendor_completions.d"
"$program" manual | gzip -9n >"$usr/share/man/man1/common-ground.1.gz"
"$program" completions bash >"$usr/share/bash-completion/completions/common-ground"
"$program" completions zsh >"$usr/share/zsh/vendor-completions/_common-ground"
"$program" completions fish >"$usr/share/fish/vendor_completions.d/common-ground.fish"

# The licences: our own, the fonts', and each library's by name.
{
    cat <<'END'
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Common Ground

Files: *
Copyright: the authors of Common Ground
License: Expat or Apache-2.0
Comment: As you like.

Files: usr/bin/common-ground
Copyright: the authors of Common Ground and of the libraries named here
License: Expat or Apache-2.0
Comment: The fonts of IBM Plex Sans in the program are under the SIL Open Font License 1.1, below. It holds these
 libraries, each under the licence that is named after it:
END
    cargo tree --locked -e normal --prefix none --format '{p} ({l})' | sed -E 's/ \(proc-macro\)//; s/ \(\*\)//' |
        grep -v '^common-ground ' | sort -u | sed 's/^/ /'
    printf '\nLicense: Expat\n'
    sed -e '/./!s/^/./' -e 's/^/ /' LICENSE-MIT
    printf '\nLicense: Apache-2.0\n On Debian systems, the text is in /usr/share/common-licenses/Apache-2.0.\n'
    printf '\nLicense: OFL-1.1\n'
    sed -e '/./!s/^/./' -e 's/^/ /' -e 's/\r$//' assets/fonts/OFL.txt
} >"$doc/copyright"
{
    printf 'common-ground (%s) unstable; urgency=low\n\n  * This version.\n\n' "$version"
    printf ' -- Common Ground <packages@common-ground.invalid>  %s\n' "$(date -R -d "@$SOURCE_DATE_EPOCH")"
} | gzip -9n >"$doc/changelog.gz"

out=target/packages
mkdir -p "$out"
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

# An archive to unpack in /usr/local or ~/.local: bin/ and share/, with the licences where the package has them.
archive=common-ground-$version-linux-$(uname -m)
cp -a "$usr" "$work/$archive"
install -m 644 LICENSE-MIT LICENSE-APACHE "$work/$archive/share/doc/common-ground/"
find "$work/$archive" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C "$work" -c "$archive" |
    gzip -9n >"$out/$archive.tar.gz"

# What it links to is found out; what it opens once a window is wanted, is named.
mkdir -p "$work/debian"
printf 'Source: common-ground\n\nPackage: common-ground\nArchitecture: any\n' >"$work/debian/control"
opened='libegl1, libgl1, libwayland-client0, libwayland-egl1, libx11-6, libx11-xcb1, libxcursor1, libxi6'
opened="$opened, libvulkan1, libxkbcommon-x11-0, libxkbcommon0, libxrandr2, shared-mime-info, xdg-desktop-portal"
linked=$(cd "$work" && dpkg-shlibdeps -O common-ground/usr/bin/common-ground 2>/dev/null | sed 's/^shlibs:Depends=//')
install -d "$root/DEBIAN"
cat >"$root/DEBIAN/control" <<END
Package: common-ground
Version: $version
Architecture: $architecture
Maintainer: Common Ground <packages@common-ground.invalid>
Installed-Size: $(du -ks "$usr" | cut -f1)
Depends: $linked
Recommends: $opened
Section: misc
Priority: optional
Description: comparison of negotiating positions
 Common Ground compares what each party to a negotiation has said: what it
 demands, what it would also accept, what it offers on a condition, and what it
 refuses, each with its date and its source. It shows, issue by issue, where
 the parties meet, where they do not, how far apart they are, and why.
 .
 What is recommended is needed for the window. Without it, the program still
 compares in a terminal and saves the comparison as a file.
END
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
find "$root/DEBIAN" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz --build "$root" "$out/common-ground_${version}_$architecture.deb" >/dev/null

ls -l "$out"
