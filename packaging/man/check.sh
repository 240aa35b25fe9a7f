#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# check.sh GROFF PAGE: a manual page is right when groff has nothing to say about it.
set -u
complaints=$("$1" -man -Tutf8 -ww -z -K utf8 "$2" 2>&1)
status=$?
[ -z "$complaints" ] || echo "$complaints"
[ "$status" -eq 0 ] && [ -z "$complaints" ]
