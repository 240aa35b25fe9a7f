#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the header of the shim declares, the library defines, and the tests use, are the same functions; and all of the
# library's entry points go through the guard. Arguments: header, library, folder of shim/, folder of the tests.
set -eu
header=$1 library=$2 sources=$3 tests=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
result=0
echo 1..4

report () # number, what, file with what is wrong
{
  if [ -s "$3" ]; then
    echo "not ok $1 - $2"
    sed 's/^/# /' "$3"
    result=1
  else
    echo "ok $1 - $2"
  fi
}

grep -oE '\bxap_[a-z0-9_]+ \(' "$header" | tr -d ' (' | sort -u >"$work/declared"
nm -g --defined-only "$library" 2>/dev/null | awk '$2 == "T" && $3 ~ /^xap_/ { print $3 }' | sort -u >"$work/defined"
cat "$tests"/*.c "$tests"/*.cc | grep -oE '\bxap_[a-z0-9_]+' | sort -u >"$work/used"

[ -s "$work/declared" ] && [ -s "$work/defined" ] || { echo "Bail out! nothing found in $header or $library"; exit 1; }
comm -23 "$work/declared" "$work/defined" >"$work/missing"
report 1 "all that is declared is defined" "$work/missing"
comm -13 "$work/declared" "$work/defined" >"$work/secret"
report 2 "all that is defined is declared" "$work/secret"
# XAP_ERROR and g_autoptr use these without naming them.
comm -23 "$work/declared" "$work/used" | grep -vE '^xap_(error_quark|[a-z]+_free)$' >"$work/untested" || true
report 3 "all that is declared is used by a test" "$work/untested"

# An exception leaves through no function whose body is the guard; those that read a member or two, and so throw nothing,
# are named here.
plain='xap_(version|reader_(get_shard_count|get_generation|set_limit)|reader_locate|hits_get(_count|_matches_estimated|_cut|_generation)?'
plain="$plain|query_is_empty|sortable_serialise)"
awk '
  /^xap_[a-z0-9_]+ \(/ { name = $1; guarded = 0; next }
  name && /guard|delete |walk_terms/ { guarded = 1 }
  name && /^}/ { if (!guarded) print name; name = "" }
' "$sources"/*.cc | grep -vxE "$plain" >"$work/unguarded" || true
report 4 "every function that can throw runs in the guard" "$work/unguarded"
exit $result
