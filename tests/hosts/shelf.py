# SPDX-License-Identifier: GPL-2.0-or-later
"""A private shelf of the fixture articles with the index that `offprint index` writes of it, and the comparison of what
a host finds in that index with what `offprint search` finds. What the tests of hosts share; how a host is asked is in
recoll.py and omega.py."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

# Files of the shelf are as old as this, so that no test depends on when it runs: 2020-05-05.
MODIFIED = 1588680000


class Shelf:
    """The articles in `files`, the index in `database`; articles are known by their file names without extension."""

    def __init__(self, program, articles):
        self.program = program
        self._folder = tempfile.TemporaryDirectory(prefix="offprint-hosts-")
        self.top = self._folder.name
        self.files = os.path.join(self.top, "articles")
        self.database = os.path.join(self.top, "offprint")
        self.environment = {
            **os.environ, "HOME": self.top, "LC_ALL": "C.UTF-8", "TZ": "UTC",
            **{name: os.path.join(self.top, name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")},
        }
        shutil.copytree(articles, self.files)
        for folder, _, names in os.walk(self.files):
            for name in names:
                os.utime(os.path.join(folder, name), (MODIFIED, MODIFIED))
        self.run([program, "index", "--database", self.database, self.files])

    def close(self):
        self._folder.cleanup()

    def run(self, command, statuses=(0,), text=None, **environment):
        """What COMMAND prints when it reads TEXT."""
        done = subprocess.run(command, env={**self.environment, **environment}, input=(text or "").encode("utf-8"),
                              capture_output=True, timeout=60, check=False)
        if done.returncode not in statuses:
            raise RuntimeError(f"{command} ended with {done.returncode}: {done.stderr.decode('utf-8', 'replace')}")
        return done.stdout

    def texts(self):
        """The paragraphs of all articles."""
        files = [os.path.join(folder, name) for folder, _, names in os.walk(self.files) for name in names]
        records = self.run([self.program, "extract", "--json", *sorted(files)]).decode("utf-8").split("\n")
        return [paragraph for record in records if record for paragraph in json.loads(record)["text"].split("\n\n")]

    def phrases(self, step):
        """Every STEP-th of all words of the texts and of all neighbouring two, as they are written, signs included."""
        found = set()
        for text in self.texts():
            words = text.split()
            found.update(words)
            found.update(f"{first} {second}" for first, second in zip(words, words[1:]))
        return [f'"{phrase}"' for phrase in sorted(found) if '"' not in phrase][::step]

    def name_of(self, location):
        """The article's name from its path or `file://` address."""
        if location.startswith("file://"):
            location = urllib.parse.unquote(location.removeprefix("file://"))
        if not location.startswith(self.files + "/"):
            raise RuntimeError(f"{location} is not on the shelf")
        return os.path.splitext(os.path.basename(location))[0]

    def names(self):
        return {os.path.splitext(name)[0] for _, _, names in os.walk(self.files) for name in names}

    def search(self, query):
        """What `offprint search` finds: a list of its JSON objects."""
        command = [self.program, "search", "--database", self.database, "--no-fold", "--json", "--limit", "1000", "--",
                   query]
        lines = self.run(command, statuses=(0, 1)).decode("utf-8").split("\n")
        return [json.loads(line) for line in lines if line]

    def search_names(self, query):
        found = self.search(query)
        names = {self.name_of(hit["path"]) for hit in found}
        if len(names) != len(found):
            raise RuntimeError(f"{query}: an article was found twice")
        return names


class Skip(Exception):
    """What is to be shown can't be shown here, and why."""


class Tap:
    """Test results as TAP: each check counts."""

    def __init__(self):
        self.count = 0
        self.failures = 0

    def check(self, name, complaints, directive=""):
        """One result; it is good when COMPLAINTS is empty."""
        self.count += 1
        self.failures += bool(complaints)
        name = name.replace("\\", "\\\\").replace("#", "\\#")
        print(f"{'not ok' if complaints else 'ok'} {self.count} - {name}{directive}")
        for complaint in complaints:
            print(f"# {complaint}")

    def call(self, function, *arguments):
        """FUNCTION is a test whose docstring says what is shown; it returns complaints."""
        directive = ""
        try:
            complaints = function(*arguments)
        except Skip as reason:
            complaints, directive = [], f" # SKIP {reason}"
        except (RuntimeError, OSError, subprocess.SubprocessError, ValueError) as error:
            complaints = [str(error)]
        self.check(function.__doc__.split("\n")[0], complaints, directive)

    def end(self):
        print(f"1..{self.count}")
        return 1 if self.failures else 0


def differences(what, found, expected):
    """Whole sets are compared: an article too many is as wrong as one too few."""
    complaints = []
    if expected - found:
        complaints.append(f"{what} misses {sorted(expected - found)}")
    if found - expected:
        complaints.append(f"{what} also finds {sorted(found - expected)}")
    return complaints


def compare(shelf, row, ask):
    """Complaints about a row of the table: what we find is `found`; the host finds the same, but for `missed` and
    `added`, which need a `reason` and are a failure, too, once they are gone."""
    expected = set(row["found"])
    missed, added = set(row.get("missed", ())), set(row.get("added", ()))
    complaints = []
    unknown = (expected | added) - shelf.names()
    if unknown or not missed <= expected or added & expected:
        complaints.append(f"the table is wrong: {sorted(unknown or missed | added)}")
    if (missed or added) and not row.get("reason"):
        complaints.append("a difference without a reason")
    complaints += differences("offprint", shelf.search_names(row["ours"]), expected)
    complaints += differences("the host", ask(row), expected - missed | added)
    return complaints


def compare_all(shelf, tap, rows, ask, describe):
    """Every row of a table is one result."""
    for row in rows:
        try:
            complaints = compare(shelf, row, ask)
        except (RuntimeError, OSError, subprocess.SubprocessError, ValueError) as error:
            complaints = [str(error)]
        tap.check(f"{row['ours']} = {describe(row)}", complaints)
    if len(rows) < 50:
        tap.check("at least 50 queries are compared", [f"there are only {len(rows)}"])


def require_file(path, package):
    if not os.access(path, os.X_OK):
        print(f"{path} is not installed: install {package}", file=sys.stderr)
        sys.exit(1)
