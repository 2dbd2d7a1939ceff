#!/bin/sh
# Installs a release of Rolebook: downloads the archive for this machine, verifies its checksum, and unpacks the program.
#
#     ROLEBOOK_REPOSITORY=https://github.com/OWNER/rolebook ci/install.sh VERSION FOLDER
#
# Does nothing if the folder has the program in this version.
set -eu

if [ $# != 2 ] || [ -z "${ROLEBOOK_REPOSITORY:-}" ]; then
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
version=$1
folder=$2

if [ -x "$folder/rolebook" ] && [ "$("$folder/rolebook" --version)" = "rolebook $version" ]; then exit; fi

system=$(uname -s)-$(uname -m)
case $system in
    Linux-x86_64) target=x86_64-unknown-linux-musl ;;
    Linux-aarch64 | Linux-arm64) target=aarch64-unknown-linux-musl ;;
    Darwin-x86_64) target=x86_64-apple-darwin ;;
    Darwin-arm64) target=aarch64-apple-darwin ;;
    *)
        echo "install.sh: there is no release for $system; with Rust: cargo install rolebook --version $version" >&2
        exit 1
        ;;
esac
archive=rolebook-$version-$target.tar.gz

mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
for file in "$archive" SHA256SUMS; do
    curl --fail --silent --show-error --location --retry 3 --proto '=https,file' --remote-name \
        "$ROLEBOOK_REPOSITORY/releases/download/v$version/$file"
done
# The list has the archives of all systems.
grep " $archive\$" SHA256SUMS >checksum
if command -v sha256sum >/dev/null; then
    sha256sum --check checksum >/dev/null
else
    shasum --algorithm 256 --check checksum >/dev/null
fi
tar -xzf "$archive"
mv "rolebook-$version-$target/rolebook" "$folder/rolebook"
"$folder/rolebook" --version
