#!/usr/bin/env bash
# deploy/secrets.sh FOLDER: makes what a farm must keep to itself, each in a file of its own. What is there already stays.
#
#   tokens              for seeds: every token with its role, one a line
#   work-token          for nodes
#   submit-token        for people and programs that hand jobs in
#   read-token          for those that only look
#   postgres-password   for PostgreSQL
#   pgpass              the same password, as PostgreSQL's clients read it
set -euo pipefail

[ $# -eq 1 ] || { echo "usage: ${0##*/} FOLDER" >&2; exit 2; }
umask 077
mkdir -p "$1"
cd "$1"
chmod 700 .

random() { head -c 32 /dev/urandom | base64 -w 0; }

# write NAME: standard input, under a name of its own first, so that no half a file is ever taken for a secret.
# Readable within a folder that nobody else can enter: containers read such files under another user's number.
write() {
  cat >".$1.tmp"
  chmod 644 ".$1.tmp"
  mv ".$1.tmp" "$1"
}

for role in submit work read; do
  [ -e "$role-token" ] || random | write "$role-token"
  line="$role $(cat "$role-token")"
  grep -qxF "$line" tokens 2>/dev/null || { cat tokens 2>/dev/null || true; echo "$line"; } | write tokens
done
[ -e postgres-password ] || random | write postgres-password
[ -e pgpass ] || printf '*:*:*:*:%s' "$(cat postgres-password)" | write pgpass
