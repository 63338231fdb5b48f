#!/bin/sh
# Unpacks a package of Debian or Ubuntu without installing it: sh dev/stack/apt-unpack.sh PACKAGE /ABSOLUTE/FOLDER
# Needs no root: where the machine has no lists of packages, it makes its own.
set -eu
name=$1 folder=$2
export LC_ALL=C
rm -rf "$folder" "$folder.deb"
mkdir -p "$folder" "$folder.deb/lists/partial" "$folder.deb/cache/archives/partial"
trap 'rm -rf "$folder.deb"' EXIT
cd "$folder.deb"
set -- -q -o APT::Sandbox::User="$(id -un)"
if ! apt-get "$@" download "$name"; then
  set -- "$@" -o Dir::State::Lists="$folder.deb/lists" -o Dir::Cache="$folder.deb/cache"
  apt-get "$@" update
  apt-get "$@" download "$name"
fi
dpkg-deb -x "$name"_*.deb "$folder"
