# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the real Recoll in a private folder: recollindex over a probe text, for the tests of words and of characters,
and recollq over an index of ours."""

import base64
import os
import shutil
import subprocess
import sys
import tempfile

CONFIGURATION = """topdirs = {files}
defaultcharset = utf-8
textfilepagekbs = -1
textfilemaxmbs = -1
loglevel = 2
"""


def require(program, package):
    """A missing host is a failure, not a skipped test: the index layout stands on the comparison."""
    if shutil.which(program) is None:
        print(f"{program} is not installed: install {package}", file=sys.stderr)
        sys.exit(1)


def index(text, print_terms):
    """What recollindex makes of TEXT: a list of (position, term), in order, body positions as Recoll counts them."""
    require("recollindex", "recollcmd")
    with tempfile.TemporaryDirectory(prefix="offprint-recoll-") as top:
        files = os.path.join(top, "files")
        configuration = os.path.join(top, "configuration")
        os.mkdir(files)
        os.mkdir(configuration)
        with open(os.path.join(configuration, "recoll.conf"), "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(files=files))
        with open(os.path.join(files, "probe.txt"), "wb") as file:
            file.write(text.encode("utf-8"))
        environment = dict(os.environ, HOME=top, RECOLL_CONFDIR=configuration, LC_ALL="C.UTF-8")
        subprocess.run(["recollindex", "-z"], env=environment, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        output = subprocess.run([print_terms, os.path.join(configuration, "xapiandb")], check=True, capture_output=True)
    return parse(output.stdout)


def parse(output):
    """The lines `position term` as a list; only line feeds end a line, terms may hold other separators."""
    pairs = (line.split(" ", 1) for line in output.decode("utf-8", "replace").split("\n") if line)
    return [(int(position), term) for position, term in pairs]


class Recoll:
    """Recoll as a person has it who never indexed anything with it, beside the index of a shelf."""

    def __init__(self, shelf):
        require("recollq", "recollcmd")
        require("recollindex", "recollcmd")
        self.shelf = shelf
        nothing = os.path.join(shelf.top, "nothing")
        os.mkdir(nothing)
        self.configuration = self.configure("recoll", f"topdirs = {nothing}\n")
        shelf.run(["recollindex", "-c", self.configuration, "-z"])

    def configure(self, name, settings):
        """The folder of a configuration of its own."""
        configuration = os.path.join(self.shelf.top, name)
        os.mkdir(configuration)
        with open(os.path.join(configuration, "recoll.conf"), "w", encoding="utf-8") as file:
            file.write(f"loglevel = 2\n{settings}")
        return configuration

    def query(self, query, options=(), configuration=None, **environment):
        """What recollq prints about QUERY in our index."""
        command = ["recollq", "-c", configuration or self.configuration, *options, "-n", "0", query]
        return self.shelf.run(command, **environment).decode("utf-8")

    def fields(self, query, names, options, configuration=None, **environment):
        """The hits as dictionaries of the fields NAMES. Recoll says what it understood and how much it found, then
        a hit a line."""
        output = self.query(query, [*options, "-F", " ".join(names)], configuration, **environment)
        rows = [[base64.b64decode(value).decode("utf-8") for value in line.rstrip("\n").split(" ")]
                for line in output.split("\n")[2:] if line.strip()]
        return [dict(zip(names, row)) for row in rows]

    def search_names(self, query, language=None, options=None, configuration=None, **environment):
        """The names of what is found; stems are those of LANGUAGE, none if it is None."""
        options = ["-i", self.shelf.database] if options is None else options
        options = [*options, "-s", language or "none"]
        hits = self.fields(query, ["url"], options, configuration, **environment)
        found = [self.shelf.name_of(hit["url"]) for hit in hits]
        if len(found) != len(set(found)):
            raise RuntimeError(f"{query}: an article was found twice")
        return set(found)
