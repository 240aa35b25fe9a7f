#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Golden tests: reads every fixture and compares the records with NAME.EXT.json beside it.

usage: run-golden.py [--update] [--list] EXTRACT-JSON FOLDER [NAME...]

A case is added without C: put the fixture into the folder, run with --update, and read what was written before keeping it.
EXTRACT-JSON is the program of extract-json.c. A fixture NAME.EXT may have files NAME.EXT.origin, .tags and .comment: what is noted in the
extended attributes of the file.
Fixtures whose expected file is `NAME.EXT.error` must be refused, with that text on the standard error."""
import difflib
import json
import os
import pathlib
import subprocess
import sys

NOTES = ('.origin', '.tags', '.comment')
BESIDE = ('.json', '.error', *NOTES)


def extract(program, fixture):
    names = {ending: 'OFFPRINT_' + ending[1:].upper() for ending in NOTES}
    env = {k: v for k, v in os.environ.items() if k not in names.values()}
    for ending, name in names.items():
        note = fixture.with_name(fixture.name + ending)
        if note.exists():
            env[name] = note.read_text().strip()
    run = subprocess.run([program, '--names', str(fixture)], env=env, capture_output=True, timeout=60)
    records = [json.loads(line) for line in run.stdout.decode('utf-8').splitlines()]
    return run.returncode, records, run.stderr.decode('utf-8', 'replace')


def as_text(records):
    return json.dumps(records, ensure_ascii=False, indent=1, sort_keys=True) + '\n'


def check_error(status, errors, expected):
    wanted = expected.read_text().strip()
    if status == 1 and wanted in errors:
        return []
    return [f'expected failure with "{wanted}", got status {status}: {errors}']


def check_records(status, records, errors, expected, update):
    found = as_text(records)
    if update:
        expected.write_text(found)
        return []
    if status != 0:
        return [f'status {status}: {errors}']
    if not expected.exists():
        return [f'{expected.name} is missing: run with --update']
    wanted = as_text(json.loads(expected.read_text()))
    return list(difflib.unified_diff(wanted.splitlines(), found.splitlines(), 'expected', 'found', lineterm='', n=2))


def main():
    update = '--update' in sys.argv
    arguments = [a for a in sys.argv[1:] if not a.startswith('--')]
    program, folder, names = arguments[0], pathlib.Path(arguments[1]), arguments[2:]
    fixtures = [f for f in sorted(folder.iterdir()) if not f.name.endswith(BESIDE) and f.is_file()]
    fixtures = [f for f in fixtures if not names or f.name in names]
    if not fixtures:
        sys.exit(f'no fixtures in {folder}')
    print(f'1..{len(fixtures)}')
    failed = 0
    for number, fixture in enumerate(fixtures, 1):
        status, records, errors = extract(program, fixture)
        error = fixture.with_name(fixture.name + '.error')
        expected = fixture.with_name(fixture.name + '.json')
        if error.exists():
            problems = check_error(status, errors, error)
        else:
            problems = check_records(status, records, errors, expected, update)
        failed += bool(problems)
        print(f'{"not ok" if problems else "ok"} {number} {fixture.name}')
        for line in problems:
            print(f'# {line}')
    sys.exit(failed > 0)


main()
