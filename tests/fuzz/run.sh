#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# run.sh SECONDS PROGRAM SEEDS: a libFuzzer program for a short while. New inputs go to a folder that is thrown away; one that
# breaks the program is kept beside it, and its name is printed.
set -eu
seconds=$1
program=$2
seeds=$3
found=$(mktemp -d)
trap 'rm -rf "$found"' EXIT
"$program" -max_total_time="$seconds" -max_len=16384 -rss_limit_mb=2048 -timeout=20 -print_final_stats=1 -verbosity=0 \
  -artifact_prefix="$program-" "$found" "$seeds"
