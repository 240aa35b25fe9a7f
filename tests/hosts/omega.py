# SPDX-License-Identifier: GPL-2.0-or-later
"""Asks the real Omega CGI program, as a web server would, for articles in an index."""

import os
import re
import shutil
import urllib.parse
import xml.etree.ElementTree as ElementTree

import shelf as shelves

PROGRAM = "/usr/lib/cgi-bin/omega/omega"
STOCK_TEMPLATES = "/usr/share/xapian-omega/templates"
PACKAGE = "xapian-omega"
# Templates beside the stock ones, which are used as they come: what a person sets for articles in another language.
TEMPLATES = {
    "german": "$set{stemmer,german}$include{xml}",
    "french": "$set{stemmer,french}$include{xml}",
    "spanish": "$set{stemmer,spanish}$include{xml}",
    "ngrams": "$set{flag_cjk_ngram,1}$include{xml}",
    "wildcards": "$set{flag_wildcard,1}$set{flag_default,1}$include{xml}",
}


class Omega:
    def __init__(self, shelf):
        shelves.require_file(PROGRAM, PACKAGE)
        self.shelf = shelf
        top = os.path.join(shelf.top, "omega")
        templates = os.path.join(top, "templates")
        logs = os.path.join(top, "logs")
        shutil.copytree(STOCK_TEMPLATES, templates)
        os.mkdir(logs)
        for name, text in TEMPLATES.items():
            with open(os.path.join(templates, name), "w", encoding="utf-8") as file:
                file.write(text + "\n")
        self.configuration = os.path.join(top, "omega.conf")
        with open(self.configuration, "w", encoding="utf-8") as file:
            file.write(f"database_dir {os.path.dirname(shelf.database)}\ntemplate_dir {templates}\n"
                       f"log_dir {logs}\ncdb_dir {top}\n")

    def get(self, parameters, template="xml"):
        """The page without its header. PARAMETERS is a dictionary; a list gives a parameter more than once. All words
        are wanted, as in `offprint search`, unless it says otherwise."""
        database = os.path.basename(self.shelf.database)
        common = {"DB": database, "FMT": template, "HITSPERPAGE": "1000", "DEFAULTOP": "and"}
        output = self.shelf.run([PROGRAM], OMEGA_CONFIG_FILE=self.configuration, REQUEST_METHOD="GET",
                                QUERY_STRING=urllib.parse.urlencode({**common, **parameters}, doseq=True))
        parts = re.split("\r?\n\r?\n", output.decode("utf-8", "replace"), maxsplit=1)
        if len(parts) < 2 or not parts[0].startswith("Content-Type:"):
            raise RuntimeError(f"Omega answers {output!r}")
        return parts[1]

    def hits(self, parameters, template="xml"):
        """The hits of an XML template as dictionaries of attributes."""
        page = self.get(parameters, template)
        return [hit.attrib for hit in ElementTree.fromstring(page).iter("hit")]

    def search_names(self, parameters, template="xml"):
        found = [self.shelf.name_of(hit["url"]) for hit in self.hits(parameters, template)]
        if len(found) != len(set(found)):
            raise RuntimeError(f"{parameters}: an article was found twice")
        return set(found)
