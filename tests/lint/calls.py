#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Calls and words that are not used, each with where and why: one row a rule."""

import re
import sys

import sources

ALL = r".*\.(c|h|cc|hh)"
PLUGIN = r"plugin/.*\.[ch]"
BELOW_CLI = r"(shim|plugin/(core|extract|store|index))/.*\.(c|h|cc|hh)"
PURE = r"plugin/(core|extract)/(?!config\.c|i18n\.c).*\.[ch]"
TESTS = r"tests/.*\.(c|h|cc|hh)"

RULES = [
    (ALL, r"\b(strcpy|strcat|sprintf|vsprintf|gets)\s*\(", "writes without a bound: use the g_str and GString functions"),
    (ALL, r"\b(strtok|strtok_r)\s*\(", "changes its argument: use strcspn, g_strsplit"),
    (ALL, r"\b(atoi|atol|atoll|atof)\s*\(", "hides errors: use g_ascii_string_to_unsigned"),
    (ALL, r"\b(system|popen)\s*\(", "runs a shell: use GSubprocess"),
    (ALL, r"\b(alloca|g_alloca|g_newa|g_newa0)\s*\(", "memory on the stack without a bound"),
    (ALL, r"\b(setjmp|longjmp|sigsetjmp|siglongjmp)\s*\(", "jumps over cleanups"),
    (ALL, r"\bgoto\b", "goto: return early, with g_autoptr"),
    (TESTS, r"\bg_assert\s*\(", "vanishes with G_DISABLE_ASSERT: use g_assert_true, g_assert_cmp*"),
    (TESTS, r"\b(sleep|usleep|nanosleep|clock_nanosleep|g_usleep)\s*\(", "tests do not sleep: wait for the event, pass the clock in"),
    (BELOW_CLI, r"\b(g_print|printf|vprintf|puts|putchar|g_printerr|perror)\s*\(", "low layers do not print: return it"),
    (BELOW_CLI, r"\bfn?printf\s*\(\s*std(out|err)|\bfput[cs]\s*\([^;]*\bstd(out|err)\s*\)", "low layers do not print: return it"),
    (BELOW_CLI, r"\bstd::c(out|err)\b", "low layers do not print: return it"),
    (BELOW_CLI, r"\bg_(warning|message|critical|info|error)\s*\(", "low layers do not log above debug: return the error"),
    (BELOW_CLI, r"\bg_signal_\w+\s*\(|\bG_DEFINE_(FINAL_)?TYPE", "below service plain structs and callbacks do, no GObject of our own"),
    (r"plugin/(?!index/worker-main\.c).*\.[ch]", r"\b(exit|_exit|abort)\s*\(", "a library function does not end the program"),
    (PURE, r"\b(fopen|open|openat|stat|lstat|opendir|g_open|g_fopen|g_stat|g_dir_open|g_file_get_contents|g_file_new_for_\w+)\s*\(",
     "core and extract do not touch the disk"),
    (PURE, r"\b(g_get_real_time|g_get_monotonic_time|g_date_time_new_now\w*|time|clock_gettime|gettimeofday)\s*\(",
     "core and extract do not read the clock: time is an argument"),
    (PURE, r"\b(getenv|g_getenv|setlocale)\s*\(", "core and extract do not depend on the environment"),
]
COMPILED = [(re.compile(where), re.compile(what), why) for where, what, why in RULES]
PYTHON_SLEEP = re.compile(r"^[^#]*\btime\.sleep\s*\(")


def check_code(root, path):
    rules = [(what, why) for where, what, why in COMPILED if where.fullmatch(path)]
    return [(path, number, f"{match.group().strip(' (')}: {why}")
            for number, line in enumerate(sources.read_bare(root, path).split("\n"), 1)
            for what, why in rules
            for match in [what.search(line)] if match]


def check_python(root, path):
    return [(path, number, "tests do not sleep: wait for the event")
            for number, line in enumerate(sources.read(root, path).split("\n"), 1) if PYTHON_SLEEP.search(line)]


def main():
    root = sys.argv[1]
    complaints = [complaint for path in sources.walk_code(root) for complaint in check_code(root, path)]
    complaints += [complaint for path in sources.walk(root) if path.startswith("tests/") and path.endswith(".py")
                   for complaint in check_python(root, path)]
    sources.finish(complaints)


if __name__ == "__main__":
    main()
