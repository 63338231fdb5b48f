#!/bin/sh
# Writes the files that every image has: sh dev/images/base.sh FOLDER NODE
# Debian's C and C++ libraries, certificate authorities, a user without rights, and Node; no shell, no package manager.
# Needs Debian or Ubuntu with apt, no root. The versions of the packages go to FOLDER.packages.
set -eu
out=$1 node=$2
export LC_ALL=C
rm -rf "$out" "$out.debs"
mkdir -p "$out" "$out.debs"
here=$(pwd)
(cd "$out.debs" && apt-get -q download libc6 libgcc-s1 libstdc++6 ca-certificates > /dev/null)
: > "$out.packages"
for deb in "$out".debs/*.deb; do
  dpkg-deb -x "$deb" "$out"
  dpkg-deb -W --showformat='${Package} ${Version}\n' "$deb" >> "$out.packages"
done
rm -rf "$out.debs"
cd "$out"
mkdir -p etc/ssl/certs usr/bin app tmp home/nonroot
cat usr/share/ca-certificates/mozilla/*.crt > etc/ssl/certs/ca-certificates.crt
# What no running function reads.
mkdir -p kept
cp usr/share/doc/libc6/copyright kept/libc6
cp usr/share/doc/ca-certificates/copyright kept/ca-certificates
rm -rf usr/share/doc usr/share/man usr/share/lintian usr/share/ca-certificates usr/sbin usr/lib/x86_64-linux-gnu/gconv \
  usr/lib/aarch64-linux-gnu/gconv etc/ca-certificates* etc/ld.so.conf.d
mkdir -p usr/share/doc
mv kept usr/share/doc/copyright
printf 'root:x:0:0:root:/:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n' > etc/passwd
printf 'root:x:0:\nnonroot:x:65532:\n' > etc/group
printf 'hosts: files dns\n' > etc/nsswitch.conf
chmod 1777 tmp
cd "$here"
cp "$node" "$out/usr/bin/node"
chmod 755 "$out/usr/bin/node"
