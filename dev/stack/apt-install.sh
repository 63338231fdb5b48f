#!/bin/sh
# Installs what the broker stack needs on Debian or Ubuntu: sh dev/stack/apt-install.sh java maven rabbitmq valkey
# Must run as root. Starts no system service and enables none for the next boot.
# Lines that begin with "== " are progress for the program that called it.
set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
policy=/usr/sbin/policy-rc.d
kept=$policy.kept-by-chaac

# While this file exits 101, packages do not start their services.
forbid_services() {
  restore_policy # what an interrupted run left
  if [ -e "$policy" ]; then mv "$policy" "$kept"; else : > "$kept.none"; fi
  trap restore_policy EXIT
  trap 'exit 130' INT TERM HUP
  printf '#!/bin/sh\nexit 101\n' > "$policy"
  chmod 755 "$policy"
}

restore_policy() {
  if [ -e "$kept.none" ]; then rm -f "$policy" "$kept.none"; fi
  if [ -e "$kept" ]; then mv -f "$kept" "$policy"; fi
}

# Debian 12 has Valkey, and a Go that is new enough, in its backports only: a source like the machine's own of Debian, with that suite. Of other
# makers' sources for bookworm, and of disks, nothing can be derived.
add_backports() {
  target=/etc/apt/sources.list.d/bookworm-backports-chaac.sources
  lists='/etc/apt/sources.list /etc/apt/sources.list.d/*.list'
  stanzas='/etc/apt/sources.list.d/*.sources'
  # shellcheck disable=SC2086 # both are lists of patterns
  if grep -qsE '^[^#]*bookworm-backports' $lists $stanzas; then return; fi
  # shellcheck disable=SC2086
  stanza=$(awk -v RS= '/(^|\n)Types: *deb/ && /(URIs:[^\n]*|Signed-By:[^\n]*)debian/ && !/(^|\n)Enabled: *no/ &&
    /(^|\n)Suites: *(.* )?bookworm( |\n|$)/ && /(^|\n)Components:[^\n]*main/ {print; exit}' $stanzas 2>/dev/null || true)
  if [ -n "$stanza" ]; then
    printf '%s\n' "$stanza" | sed -E '/^#/d; s/^Suites:.*/Suites: bookworm-backports/; s/^Components:.*/Components: main/' > "$target"
    return
  fi
  # shellcheck disable=SC2086
  line=$(grep -hsE '^deb (\[[^]]*\] )?[a-z+]+:/[^ ]*debian[^ ]* bookworm main' $lists | head -n 1)
  uri=$(printf '%s\n' "$line" | grep -oE '[a-z+]+:/[^ ]*debian[^ ]*' | head -n 1)
  key=$(printf '%s\n' "$line" | sed -nE 's/.*signed-by=([^] ]+).*/\1/p')
  if [ -z "$uri" ]; then
    echo 'what is needed is in Debian 12 backports, and no source of Debian was found to derive theirs from: add bookworm-backports' >&2
    exit 1
  fi
  printf 'Types: deb\nURIs: %s\nSuites: bookworm-backports\nComponents: main\nSigned-By: %s\n' \
    "$uri" "${key:-/usr/share/keyrings/debian-archive-keyring.gpg}" > "$target"
}

first_available() {
  for name in "$@"; do
    if apt-cache policy "$name" | grep -q 'Candidate: [^(]'; then echo "$name"; return; fi
  done
  echo "none of these is in the package archives: $*" >&2
  exit 1
}

if [ "$(id -u)" != 0 ]; then echo 'must run as root' >&2; exit 1; fi
exec 9> /run/chaac-apt-install.lock
flock 9 # one at a time: of two, the second finds all done
codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
case " $* " in *' valkey '* | *' go '*) if [ "$codename" = bookworm ]; then add_backports; fi ;; esac

echo '== apt-get update'
apt-get -q -o DPkg::Lock::Timeout=120 update || echo 'some sources did not answer, going on with what there is'

packages='' services=''
for part in "$@"; do
  case $part in
    java) package=$(first_available openjdk-21-jre-headless openjdk-17-jre-headless openjdk-25-jre-headless) ;;
    maven) package=maven ;;
    rabbitmq) package=rabbitmq-server services="$services rabbitmq-server.service epmd.service epmd.socket" ;;
    valkey)
      package=valkey-server services="$services valkey-server.service"
      if [ "$codename" = bookworm ]; then package=valkey-server/bookworm-backports; fi ;;
    python) package=python3-venv ;;
    wrk) package=wrk ;;
    go) package=$(first_available golang-1.24-go golang-1.23-go golang-1.22-go) ;; # Debian 12: of its backports
    chromium) package=chromium ;; # of Debian: that of Ubuntu is a snap
    *) echo "unknown part: $part" >&2; exit 1 ;;
  esac
  packages="$packages $package"
done

# A service that the machine had before is not ours to switch off.
fresh=''
for unit in $services; do
  if [ ! -e "/lib/systemd/system/$unit" ]; then fresh="$fresh $unit"; fi
done

echo "== apt-get install$packages"
forbid_services
# shellcheck disable=SC2086 # both are lists of words
apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=120 install $packages
for unit in $fresh; do
  if [ -e "/lib/systemd/system/$unit" ] && command -v systemctl > /dev/null; then
    systemctl disable --quiet "$unit" || true
  fi
done
