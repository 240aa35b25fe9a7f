#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# check.sh SYSTEMD-ANALYZE UNIT PROGRAM: the unit is right when systemd has nothing to say about it. Where it is to be installed,
# the program need not be yet.
set -u
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed "s|^ExecStart=.*|ExecStart=$3|" "$2" >"$folder/offprint.service"
complaints=$(XDG_RUNTIME_DIR=$folder MANPATH=$folder "$1" verify --user --man=no "$folder/offprint.service" 2>&1)
status=$?
[ -z "$complaints" ] || echo "$complaints"
[ "$status" -eq 0 ] && [ -z "$complaints" ]
