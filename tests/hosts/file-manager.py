#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A real file manager with our module in it: its columns, menus, pages of properties, and what the menu items do.

Arguments: NAME COMMAND DAEMON MODULE HOST-DIRECTORY PICTURES, where NAME is nautilus, nemo, caja or thunar."""

import os
import re
import shutil
import sys

import desk
from desk import wait_for
from sandbox import Sandbox, expect

ARTICLE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:site_name" content="Tidewater Review"><meta name="author" content="{author}">
<meta property="article:published_time" content="{date}T08:30:00+01:00">
<link rel="canonical" href="https://tidewater-review.example/{name}?a=1&amp;b=2"></head>
<body><article><h1>{title}</h1><p>{text}</p><p>By {author}, at the harbour wall, in the evening light.</p></article></body>"""
OTTERS = dict(name="otters", title="Otters return to the Halve", author="Jo Marsh", date="2022-01-27",
              text="For the first time in forty years otters have been seen where the river Halve meets the tide; the water "
                   "has been clean since the tannery closed, says the warden, who keeps a list of them. Seven otters were "
                   "counted below the old swing bridge within a week, two of them young, while the fishermen mended nets.")
MILLS = dict(name="mills", title="Tide mills & the moon", author="Ada Quill", date="2021-05-03",
             text="The last mill on the Halve that works with the tide grinds barley twice a day. Its warden opens the gates "
                  "at night, when the fishermen sleep and only otters pass the swing bridge; she has seen the tannery come "
                  "and go. Visitors are counted too: four hundred last year, on Sundays, for bread and the view.")
COPIES = ("otters.html", "copy of otters.html")
QUOTED = 'on "herons"'
OTHER_WORDS = ("castle violin winter sugar marble orchid copper saddle lantern thunder velvet walnut".split())
CITATIONS = {
    "Plain Text": "Jo Marsh, “Otters return to the Halve”, Tidewater Review, 2022-01-27, "
                  "https://tidewater-review.example/otters?a=1&b=2",
    "Markdown": "Jo Marsh: [Otters return to the Halve](https://tidewater-review.example/otters?a=1&b=2). "
                "*Tidewater Review*, 2022-01-27.",
    "BibTeX": "@article{marsh2022otters-",
}
KEYFILE = """[org/gnome/nautilus/preferences]
default-folder-viewer='list-view'
[org/gnome/nautilus/list-view]
default-visible-columns={columns}
default-column-order={columns}
[org/gnome/nautilus/window-state]
initial-size=(1300, 700)
[org/nemo/preferences]
default-folder-viewer='list-view'
[org/nemo/list-view]
default-visible-columns={columns}
default-column-order={columns}
[org/nemo/window-state]
geometry='1300x700+0+0'
[org/mate/caja/preferences]
default-folder-viewer='list-view'
[org/mate/caja/list-view]
default-visible-columns={columns}
default-column-order={columns}
[org/mate/caja/window-state]
geometry='1300x700+0+0'
"""
THUNAR = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="thunar" version="1.0">
  <property name="last-view" type="string" value="ThunarDetailsView"/>
  <property name="last-window-width" type="int" value="1300"/>
  <property name="last-window-height" type="int" value="700"/>
</channel>
"""
COLUMNS = ["name"] + ["offprint-" + name for name in ("title", "publisher", "author", "published", "language", "words")]
SHOWN = {"otters.html": ["Otters return to the Halve", "Tidewater Review", "Jo Marsh", "2022-01-27", "en"],
         "mills.html": ["Tide mills & the moon", "Tidewater Review", "Ada Quill", "2021-05-03", "en"]}
LABELS = ("Similar Articles", "Show Duplicates", "Open Original Page", "Copy Citation")
BACKGROUND = (1000, 600)  # below the few files
ROLES = "menu item|menu|check menu item"


class FileManager:
    """The steps that every file manager goes through. What differs is in the methods of its own class."""

    columns = True
    window_title = "articles"
    program = ""

    def __init__(self, command, daemon, module, directory, pictures):
        self.box = Sandbox(command)
        self.module, self.directory = module, directory
        self.folder = self.box.articles
        for article in (OTTERS, MILLS):
            self.box.write(article["name"] + ".html", ARTICLE.format(**article))
        self.box.write("copy of otters.html", ARTICLE.format(**OTTERS))
        self.box.write("notes.bin", bytes(range(200)))
        self.box.write(QUOTED + "/heron.txt", "The heron\n\nA note on the heron that waits below the weir.\n")
        # Words are only telling when most articles don't have them.
        for number, word in enumerate(OTHER_WORDS):
            self.box.write(f"more/{word}.txt", f"The {word}\n\nA note on the {word}, which has number {number} in the list.\n")
        self.box.write("config/glib-2.0/settings/keyfile", KEYFILE.format(columns=COLUMNS), ".")
        self.box.write("config/xfce4/xfconf/xfce-perchannel-xml/thunar.xml", THUNAR, ".")
        self.box.write("config/offprint/folders", "file://" + self.folder + "\n", ".")
        self.desk = desk.Desk(self.box, daemon, pictures)

    def start(self, *arguments):
        """Starts it with the module, and no other one, in the place where it looks for modules."""
        modules = self.box.path("modules")
        os.makedirs(modules, exist_ok=True)
        shutil.copy(self.module, modules)
        return self.desk.start("bwrap", "--dev-bind", "/", "/", *self.make_place(), "--bind", modules, self.directory,
                                 *arguments)

    def make_place(self):
        """Where the folder for modules is not there, one is made that only this program sees."""
        if os.path.isdir(self.directory):
            return []
        return ["--tmpfs", os.path.dirname(self.directory)] if os.path.isdir(os.path.dirname(self.directory)) else []

    def path(self, name):
        return os.path.join(self.folder, name)

    def uri(self, name):
        return "file://" + self.path(name).replace(" ", "%20")

    def find_menu_item(self, label, limit=desk.LIMIT):
        return self.desk.find(self.program, ROLES, label, limit)

    def sees(self, label):
        """Whether an item is on the screen; it may be in the bar of menus too, where it is not seen."""
        program = self.desk.application(self.program)
        return any(re.fullmatch(ROLES, node.get_role_name()) and node.get_name() == label and self.extents(node)
                   for node in desk.walk(program))

    def open_menu(self, name):
        """Opens the menu of a file."""
        self.desk.right_click(self.window_title, lambda: self.place(name), lambda: self.sees(self.item_of_files))

    def open_background_menu(self):
        self.desk.right_click(self.window_title, lambda: BACKGROUND, lambda: self.sees(self.item_of_folder))

    def close_menu(self):
        self.desk.close_popups()

    def click(self, extents):
        x, y = extents.x + extents.width // 2, extents.y + extents.height // 2
        self.desk.xdotool("mousemove", str(x), str(y), "click", "1")

    def choose(self, label):
        wait_for(f"a click on {label}", lambda: self.find_menu_item(label).do_action(0))

    def show_properties(self, name):
        self.desk.bus.gdbus("call", "--session", "-d", "org.freedesktop.FileManager1", "-o", "/org/freedesktop/FileManager1",
                              "-m", "org.freedesktop.FileManager1.ShowItemProperties", f"['{self.uri(name)}']", "")

    # --- the steps ---

    def columns_are_filled(self):
        """The columns of every article show its title, publisher, author, date, language and length."""
        def look():
            program = self.desk.application(self.program)
            shown = desk.texts(program) if program else []
            return (all(text in shown for texts in SHOWN.values() for text in texts)
                    and shown.count("Otters return to the Halve") == 2 and any(re.fullmatch(r"\d\d+", text) for text in shown))
        wait_for("the columns", look)

    def new_article_appears(self):
        """An article that is saved while the folder is shown gets its columns without anybody asking."""
        self.box.write("late.html", ARTICLE.format(**{**MILLS, "title": "A late arrival", "name": "late"}))

        def look():
            return "A late arrival" in desk.texts(self.desk.application(self.program))
        wait_for("the columns of a new file", look)
        os.unlink(self.path("late.html"))

    def menu_has_items(self):
        """The menu of an article has our items; that of another file has none of them."""
        self.open_menu("otters.html")
        for label in LABELS:
            wait_for(label, lambda: self.sees(label))
        self.close_menu()
        self.open_menu("notes.bin")
        for label in LABELS:
            expect(not self.sees(label), label)
        self.close_menu()

    def citations_are_copied(self):
        """Each form of the citation is really on the clipboard."""
        for form, start in CITATIONS.items():
            self.desk.clear_clipboard()
            self.open_menu("otters.html")
            self.open_submenu("Copy Citation")
            self.choose(form)
            text = wait_for(form, lambda: self.desk.clipboard() not in ("", "nothing") and self.desk.clipboard())
            expect(text.startswith(start) and (form == "BibTeX" or text == start), form, text)
            self.close_menu()

    def original_page_opens(self):
        """The browser is given the address of the original page."""
        self.open_menu("otters.html")
        self.choose("Open Original Page")
        wait_for("the browser", self.desk.pages)
        expect(self.desk.pages() == ["https://tidewater-review.example/otters?a=1&b=2"], self.desk.pages())
        self.close_menu()

    def similar_articles_show(self):
        """The search window is asked for articles like this one."""
        self.desk.actions.clear()
        self.open_menu("otters.html")
        self.choose("Similar Articles")
        wait_for("the search window", lambda: self.desk.actions)
        method, action, parameters = self.desk.actions[0]
        path, member = parameters[0]
        expect((method, action, bytes(path).rstrip(b"\0").decode(), member) ==
               ("ActivateAction", "similar", self.path("otters.html"), ""), self.desk.actions)
        self.close_menu()

    def folder_is_searched(self):
        """The menu of the folder itself opens the search window with the folder in the query."""
        self.desk.actions.clear()
        self.open_background_menu()
        self.choose("Search These Articles")
        wait_for("the search window", lambda: self.desk.actions)
        expect(self.desk.actions[0] == ("ActivateAction", "search", ['dir:"~/articles" ']), self.desk.actions)
        self.close_menu()

    def folder_is_watched(self):
        """The menu of the folder ends watching it, and begins it again."""
        self.open_background_menu()
        self.choose("Stop Watching")
        wait_for("no folders", lambda: "articles" not in self.get_folders())
        self.close_menu()
        self.open_background_menu()
        self.choose("Watch This Folder")
        wait_for("the folder", lambda: "articles" in self.get_folders())
        self.close_menu()

    def get_folders(self):
        return self.desk.bus.call("org.freedesktop.DBus.Properties.Get", "org.offprint.Offprint", "Folders")

    def properties_show(self):
        """The properties show the whole record, the original page, the duplicate and what is similar."""
        self.show_properties("otters.html")
        self.open_page()

        def look():
            shown = desk.texts(self.desk.application(self.program))
            wanted = ["Title", "Otters return to the Halve", "Author", "Jo Marsh", "Original Page",
                      "https://tidewater-review.example/otters?a=1&b=2", "Duplicate", self.path("copy of otters.html"), "Similar"]
            return all(text in shown for text in wanted)
        wait_for("the properties", look)

    def nothing_was_wrong(self):
        """No step was answered by a notification of a failure, and the module has complained of nothing."""
        expect(self.desk.notices == [], self.desk.notices)
        messages = self.desk.messages()
        expect(not re.search(r"\boffprint-(WARNING|CRITICAL)|liboffprint|undefined symbol", messages), messages)

    def steps(self):
        columns = [self.columns_are_filled, self.new_article_appears] if self.columns else []
        return columns + [self.menu_has_items, self.citations_are_copied, self.original_page_opens, self.similar_articles_show,
                          self.folder_is_searched, *self.own_steps(), self.properties_show,
                          self.folder_is_watched, self.nothing_was_wrong]

    def own_steps(self):
        return []

    def list_selected(self):
        """What the rows that are selected in any window show."""
        program = self.desk.application(self.program)
        return {text for node in desk.walk(program) if re.fullmatch("table row|table cell|icon", node.get_role_name())
                and node.get_state_set().contains(desk.Atspi.StateType.SELECTED) for text in desk.texts(node)}


class Nautilus(FileManager):
    program = "nautilus"
    window_title = "^articles$"
    item_of_files = "Rename…"
    item_of_folder = "New Folder…"

    def begin(self):
        self.start("nautilus", "--new-window", self.folder)
        self.desk.window(self.window_title)

    def row(self, name):
        def is_row(node):
            return name in desk.texts(node)
        return self.desk.find(self.program, "table row", is_row, what=name)

    def place(self, name):
        extents = self.extents(self.row(name))
        return extents and (extents.x + extents.width // 2, extents.y + extents.height // 2)

    @staticmethod
    def extents(node):
        """Its place on the screen: GTK 4 knows only that in the window, which is in the corner of the desk."""
        extents = node.get_extents(desk.Atspi.CoordType.WINDOW)
        return extents if extents.height > 0 else None

    def duplicate_is_shown(self):
        """Of the files that it is to show Nautilus selects only the last: not the one whose copies were asked for."""
        self.open_menu(COPIES[0])
        self.choose("Show Duplicates")
        wait_for("the copy", lambda: COPIES[1] in self.list_selected())

    def own_steps(self):
        return [self.duplicate_is_shown]

    def open_submenu(self, label):
        """Its items are there before it is seen."""

    def open_page(self):
        self.desk.window("^Properties$")
        row = self.desk.find(self.program, "list item", "Article")
        extents = wait_for("the place of the row", lambda: self.extents(row))
        self.click(extents)


class Gtk3FileManager(FileManager):
    """Nemo, Caja and Thunar: their menus are in the tree as long as they are open, and places are those on the desk."""

    properties_title = "Properties"
    item_of_files = "Rename..."
    item_of_folder = "Create Folder"

    def begin(self):
        self.start(self.program, *self.options(), self.folder)
        self.desk.window(self.window_title)

    def options(self):
        return []

    @staticmethod
    def extents(node):
        extents = node.get_extents(desk.Atspi.CoordType.SCREEN)
        return extents if extents.height > 0 and extents.x >= 0 else None

    def place(self, name):
        extents = self.extents(self.desk.find(self.program, "table cell|icon", name))
        return extents and (extents.x + 40, extents.y + extents.height // 2)

    def open_submenu(self, label):
        self.choose(label)

    def choose(self, label):
        item = self.desk.find(self.program, ROLES, lambda node: node.get_name() == label and self.extents(node), what=label)
        extents = self.extents(item)
        self.click(extents)

    def quoted_folder_is_searched(self):
        """The query that a folder's own menu starts finds what is in it, also where its name has quotation marks."""
        self.desk.actions.clear()
        self.open_menu(QUOTED)
        self.choose("Search These Articles")
        wait_for("the search window", lambda: self.desk.actions)
        _, action, (query,) = self.desk.actions[0]
        found = self.desk.bus.call("Search", query, "{'all': <true>}")
        expect(action == "search" and "The heron" in found and "Otters" not in found, self.desk.actions, found)
        self.close_menu()

    def duplicates_are_shown(self):
        """Both copies of an article are shown and selected when those of one are asked for."""
        self.open_menu(COPIES[0])
        self.choose("Show Duplicates")
        wait_for("the copies", lambda: self.list_selected() >= set(COPIES))

    def own_steps(self):
        """Nautilus keeps the items of closed menus in the tree."""
        return [self.quoted_folder_is_searched, self.duplicates_are_shown]

    def open_page(self):
        self.desk.window(self.properties_title)
        tab = self.desk.find(self.program, "page tab|radio button|toggle button",
                             lambda node: node.get_name() == "Article" and self.extents(node), what="Article")
        extents = self.extents(tab)
        self.click(extents)


class Nemo(Gtk3FileManager):
    program = "nemo"
    item_of_folder = "Create New Folder"


class Caja(Gtk3FileManager):
    program = "caja"

    def options(self):
        return ["--no-desktop"]


class Thunar(Gtk3FileManager):
    program = "thunar"
    columns = False
    item_of_folder = "Create Folder..."


FILE_MANAGERS = {"nautilus": Nautilus, "nemo": Nemo, "caja": Caja, "thunar": Thunar}


def main():
    name, *paths = sys.argv[1:]
    host = FILE_MANAGERS[name](*map(os.path.abspath, paths))
    try:
        host.begin()
        good = desk.run_steps(host.desk, host.steps())
    finally:
        host.desk.close()
        host.box.close()
    sys.exit(not good)


if __name__ == "__main__":
    main()
