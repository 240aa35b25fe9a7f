#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What a person does in the window: keyboard only, seen as a screen reader sees it."""

import json
import os
import signal

import stage
from stage import expect

PAGE = """<!DOCTYPE html><html lang="en"><head><title>{title}</title>
<meta property="og:site_name" content="{publisher}"><meta name="author" content="{author}">
<meta property="article:published_time" content="{date}"><link rel="canonical" href="https://{name}.example/article">
</head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>
"""
HOSTILE = "&lt;b&gt;Bold&lt;/b&gt; &amp;amp; &lt;span foreground=&quot;red&quot;&gt; %s \u202etxt.exe\u2066 {long}"


def write(play, name, title, text, publisher="Tidewater Review", author="Jo Dale", date="2023-05-04"):
    return play.box.write(f"{name}.html", PAGE.format(title=title, text=text, publisher=publisher, author=author, date=date,
                                                      name=name))


def write_some(play):
    return [
        write(play, "otters", "Otters return to the estuary",
              "The otter was seen under the swing bridge on four nights, always in the two hours after high tide."),
        write(play, "bridge", "The bridge that sings",
              "When the wind is in the north the new footbridge hums a low note, and an otter listens from the quay.",
              "North Quay Times", "Ann Bow", "2022-03-01"),
        write(play, "eels", "Notes on eels",
              "Eels cross meadows on wet nights. A warden met one in the corridor of the archive, and otters eat the rest.",
              "Slack Water", "Vi Lund", "2021-08-09"),
    ]


def wait_for_rows(play, *parts):
    """Waits until the list has as many rows as PARTS, each with its part in its name, in any order."""
    def are_there():
        rows = play.rows()
        return len(rows) == len(parts) and all(any(part in row for row in rows) for part in parts)
    play.wait_for(are_there, "rows", parts)


def wait_for_focus(play, role, name=""):
    def is_there():
        item = play.focus()
        return item is not None and item.get_role() == getattr(play.atspi.Role, role) and name in item.get_name()
    play.wait_for(is_there, "focus", role, name)


def type_and_open(play):
    """Words are typed, rows appear, Enter leads to the list and opens the article in its application."""
    paths = write_some(play)
    play.follow()
    play.start_window()
    wait_for_rows(play, "Otters return", "The bridge", "Notes on eels")
    play.type("swing bridge")
    wait_for_rows(play, "Otters return")
    play.wait_for(lambda: any("Tidewater Review" in row and "4 May 2023" in row for row in play.rows()[:1]), "publisher and date")
    play.key("Return")
    wait_for_focus(play, "LIST_ITEM", "Otters return")
    play.key("Return")
    play.wait_for(lambda: play.opened() == [paths[0]], "the article is opened", play.opened())
    play.type("sings")
    wait_for_focus(play, "ENTRY")
    play.key("Escape")
    wait_for_rows(play, "Otters return", "The bridge", "Notes on eels")


def typed_early(play):
    """Before the daemon answers the focus is in the search entry, and what is typed there is answered when it does."""
    write_some(play)
    play.follow()
    daemon = play.bus.daemon_pid()
    os.kill(daemon, signal.SIGSTOP)
    try:
        play.start_window()
        wait_for_focus(play, "ENTRY", "Search Articles")
        play.type("sing")
        play.wait_for(lambda: play.text("Search Articles", "ENTRY") == "sing", "the words")
    finally:
        os.kill(daemon, signal.SIGCONT)
    wait_for_rows(play, "The bridge")
    play.type("s")
    play.wait_for(lambda: play.text("Search Articles", "ENTRY") == "sings", "typing goes on")


def article_actions(play):
    """The article that is selected is shown in the file manager; its address, or that of its file, is copied."""
    paths = write_some(play)
    note = play.box.write("note.txt", "Nothing but a note on herons.\n")
    play.follow()
    play.start_window("sings")
    wait_for_rows(play, "The bridge")
    play.key("Down", "ctrl+d")
    play.wait_for(lambda: play.shown() == ["file://" + paths[1]], "the file manager", play.shown())
    copy_and_paste(play, "https://bridge.example/article")
    play.key("ctrl+a")
    play.type("herons")
    wait_for_rows(play, "Nothing but a note")
    play.key("Down")
    copy_and_paste(play, "file://" + note)


def copy_and_paste(play, address):
    """Copies the address of the hit that has the focus, and reads it where it can be pasted."""
    wait_for_focus(play, "LIST_ITEM")
    play.key("ctrl+shift+c")
    play.find("LABEL", "Link copied")
    play.key("ctrl+f", "ctrl+v")
    play.wait_for(lambda: play.text("Search Articles", "ENTRY") == address, "the address", address)


def order(play):
    """Hits are in the order that is chosen in the menu, and stay so while other words are typed."""
    write(play, "bad", "Tides", "The tide was mentioned once. " + "Other words were said all day long. " * 20, date="2024-01-01")
    write(play, "good", "Tide after tide", "The tide came in. The tide went out. Tide tables.", date="2020-01-01")
    play.follow()
    play.start_window("tide")
    wait_for_order(play, "Tide after tide", "Tides")
    choose_order(play, "Newest First")
    wait_for_order(play, "Tides", "Tide after tide")
    play.key("ctrl+f")
    play.type("tide tide")
    wait_for_order(play, "Tides", "Tide after tide")
    choose_order(play, "Best Match First")
    wait_for_order(play, "Tide after tide", "Tides")


def choose_order(play, name):
    play.go_to("PUSH_BUTTON", "Order")
    play.key("space")
    play.go_to("RADIO_MENU_ITEM", name, "Down")
    play.key("Return")


def wait_for_order(play, *starts):
    def is_right():
        rows = play.rows()
        return len(rows) == len(starts) and all(row.startswith(start + ".") for row, start in zip(rows, starts))
    play.wait_for(is_right, "rows in this order", starts)


def pause(play):
    """While it is paused nothing new is read, and the window says so; then it is."""
    write_some(play)
    play.follow()
    play.start_window()
    wait_for_rows(play, "Otters return", "The bridge", "Notes on eels")
    toggle_pause(play, "paused")
    play.find("LABEL", "Paused")
    write(play, "late", "Saved while it is paused", "It is found later.")
    expect(get_state(play) == "paused", get_state(play))
    wait_for_rows(play, "Otters return", "The bridge", "Notes on eels")
    toggle_pause(play, "idle")
    play.gone("LABEL", "Paused")
    wait_for_rows(play, "Saved while", "Otters return", "The bridge", "Notes on eels")


def get_state(play):
    return json.loads(play.box.run("status", "--json").text())["daemon"]["state"]


def toggle_pause(play, state):
    """In the window of the folders, which is closed again when the daemon is in that STATE."""
    play.key("ctrl+comma")
    play.find("PUSH_BUTTON", "Remove articles")
    play.front()
    play.go_to("LIST_ITEM", "Pause")
    play.key("space")
    play.wait_for(lambda: get_state(play) == state, "the daemon is", state)
    play.key("Escape")
    play.gone("PUSH_BUTTON", "Remove articles")
    play.front()


def preview(play):
    """The preview shows the text of the article that is selected, says how often the words are in it, and leads to each."""
    write_some(play)
    play.follow()
    play.start_window("otter bridge")
    wait_for_rows(play, "Otters return", "The bridge")
    play.key("Down")
    play.wait_for(lambda: "always in the two hours" in play.text("Text of the Article"), "the first text")
    expect(play.text("Text of the Article").startswith("Otters return to the estuary\n"), play.text("Text of the Article"))
    play.find("LABEL", "2 matches")
    play.key("ctrl+g")
    play.find("LABEL", "1 of 2")
    play.key("ctrl+g", "ctrl+g")
    play.find("LABEL", "1 of 2")
    play.key("Down")
    play.wait_for(lambda: "hums a low note" in play.text("Text of the Article"), "the second text")


def filters(play):
    """A publisher is chosen by keyboard, narrows the list down to its articles, is shown, and can be taken back."""
    write_some(play)
    write(play, "weekly", "A week of bridges", "An otter under each of them.", "North Quay Times Weekly")
    play.follow()
    play.start_window("otter")
    wait_for_rows(play, "Otters return", "The bridge", "Notes on eels", "A week")
    play.find("LIST_ITEM", "North Quay Times, 1 article")
    play.go_to("LIST_ITEM", ", 1 article")
    play.go_to("LIST_ITEM", "North Quay Times, 1 article", "Down")
    play.key("Return")
    wait_for_rows(play, "The bridge")
    play.find("PUSH_BUTTON", "Remove filter Publisher: North Quay Times")
    play.gone("LIST_ITEM", "Slack Water")
    play.key("ctrl+f")
    play.go_to("PUSH_BUTTON", "Remove filter")
    play.key("space")
    wait_for_rows(play, "Otters return", "The bridge", "Notes on eels", "A week")
    play.find("LIST_ITEM", "Slack Water, 1 article")


def filters_at_import(play):
    """Articles that come in meanwhile change the counts of a facet, and its order; the value that has the focus keeps it."""
    write_some(play)
    play.follow()
    play.start_window()
    wait_for_rows(play, "Otters return", "The bridge", "Notes on eels")
    play.find("LIST_ITEM", "Tidewater Review, 1 article")
    play.go_to("LIST_ITEM", ", 1 article")
    play.go_to("LIST_ITEM", "Tidewater Review, 1 article", "Down")
    write(play, "late", "Another one", "It came in meanwhile.", "Tidewater Review")
    write(play, "later", "One of the North", "It came in meanwhile.", "North Quay Times")
    write(play, "last", "One more", "It came in meanwhile.", "North Quay Times")
    play.find("LIST_ITEM", "North Quay Times, 3 articles")
    play.find("LIST_ITEM", "Tidewater Review, 2 articles")
    wait_for_focus(play, "LIST_ITEM", "Tidewater Review, 2 articles")
    play.key("Return")
    wait_for_rows(play, "Otters return", "Another one")


def nothing_found(play):
    """When nothing is found it says why; a misspelt word is put right."""
    write_some(play)
    play.follow()
    play.start_window()
    wait_for_rows(play, "Otters return", "The bridge", "Notes on eels")
    play.type("zzyzx")
    play.find("LABEL", "Nothing Found")
    play.key("ctrl+a")
    play.type("eels published:1999")
    play.find("LABEL", "published:1999")
    play.key("ctrl+a")
    play.type("corridro")
    wait_for_rows(play, "Notes on eels")
    play.find("LABEL", "corridor")


def first_run(play):
    """Without a folder it asks for one, in a dialogue of the platform; then the articles appear by themselves."""
    write_some(play)
    play.start_window()
    play.find("LABEL", "Welcome to Offprint")
    play.go_to("PUSH_BUTTON", "Choose a Folder")
    play.key("space")
    play.find("PUSH_BUTTON", "Add")
    play.front()
    play.type(play.box.articles)
    play.key("Return")
    play.wait_for(lambda: play.box.articles in play.box.run("folders").text(), "the folder is followed")
    wait_for_rows(play, "Otters return", "The bridge", "Notes on eels")
    write(play, "late", "Saved while the window is open", "It is found at once, without anybody asking for it again.")
    wait_for_rows(play, "Saved while", "Otters return", "The bridge", "Notes on eels")


def is_another(play, before):
    try:
        return play.bus.is_running() and play.bus.daemon_pid() != before
    except (AssertionError, AttributeError):
        # It went between the two questions.
        return False


def daemon_killed(play):
    """The daemon is killed while the window is open: it comes back, and so do the answers."""
    write_some(play)
    play.follow()
    play.start_window("bridge")
    wait_for_rows(play, "Otters return", "The bridge")
    before = play.bus.daemon_pid()
    os.kill(before, signal.SIGKILL)
    play.wait_for(lambda: is_another(play, before), "another daemon")
    play.key("ctrl+f")
    play.type("eels")
    wait_for_rows(play, "Notes on eels")


def similar(play):
    """Similar articles are listed, near-duplicates among them said to be; Escape leads back."""
    text = "The otter was seen under the swing bridge on four nights. Nobody who worked in the harbour remembered such a winter."
    write(play, "first", "Otters under the bridge", text)
    write(play, "second", "Otters under a bridge", text, "North Quay Times")
    write_some(play)
    play.follow()
    play.start_window("harbour winter")
    play.wait_for(lambda: len(play.rows()) == 1 and "+1 copy" in play.rows()[0], "one hit for two")
    play.key("Down", "ctrl+l")
    play.find("PUSH_BUTTON", "Back from articles like “Otters under")
    play.wait_for(lambda: any("Near-duplicate" in row for row in play.rows()), "the other one")
    play.key("Escape")
    play.wait_for(lambda: len(play.rows()) == 1 and "+1 copy" in play.rows()[0], "back again")


def hostile(play):
    """Titles full of markup, controls and length are shown as they are, and break nothing."""
    title = HOSTILE.replace("{long}", "endless " * 1000)
    write(play, "hostile", title, "A harmless text about otters.", publisher="&lt;i&gt;Italic&lt;/i&gt; &amp; &quot;Sons&quot;",
          author="%n%s &lt;u&gt;")
    play.follow()
    play.start_window("otters")

    def find_only_row():
        rows = play.rows()
        return rows[0] if len(rows) == 1 and "<b>Bold</b> &" in rows[0] else None
    row = play.wait_for(find_only_row, "the title")
    expect("<span foreground" in row and "\u202e" not in row and len(row) < 1000, row)
    play.wait_for(lambda: "A harmless text" in play.text("Text of the Article"), "the text")
    play.find("LIST_ITEM", "<i>Italic</i> &")
    play.go_to("LIST_ITEM", "<i>Italic</i> &")
    play.key("space")
    play.find("PUSH_BUTTON", "Remove filter Publisher: <i>Italic</i>")
    play.wait_for(lambda: len(play.rows()) == 1, "it is still found")


def names(play):
    """All that can have the focus has a name, in the window and in that of the folders."""
    write_some(play)
    play.follow()
    play.start_window("otter")
    wait_for_rows(play, "Otters return", "The bridge", "Notes on eels")
    play.find("LIST_ITEM", "North Quay Times, 1 article")
    check_names(play)
    play.key("ctrl+comma")
    play.find("PUSH_BUTTON", "Remove articles")
    play.front()
    # Of the window only the page: its search, which is not seen, is libadwaita's own.
    check_names(play, play.find("LIST", "Folders with Articles").get_parent().get_parent().get_parent())
    play.key("Escape")
    play.gone("PUSH_BUTTON", "Remove articles")


def narrow(play):
    """In 360 pixels, as on a telephone, there is the list, then the article, and all that can have the focus is inside."""
    write_some(play)
    play.follow()
    play.start_window("otter")
    wait_for_rows(play, "Otters return", "The bridge", "Notes on eels")
    window = play.resize(360, 640)
    play.gone("TEXT", "Text of the Article")
    check_places(play, window, 360)
    play.key("Return")
    wait_for_focus(play, "LIST_ITEM")
    play.key("Return")
    play.find("TEXT", "Text of the Article")
    check_places(play, window, 360)


def check_places(play, window, width):
    """The WINDOW has that WIDTH, and nothing to click reaches beyond it, once it is at rest."""
    geometry = play.xdotool("getwindowgeometry", "--shell", window).stdout
    expect(f"WIDTH={width}\n" in geometry, geometry)

    def is_inside():
        items = [item for item in play.walk() if item.get_state_set().contains(play.atspi.StateType.FOCUSABLE)]
        places = [play.place(item) for item in items]
        return places and all(0 <= left <= right <= width for left, right in places)
    play.wait_for(is_inside, "all is inside", width)


def right_to_left(play):
    """In a language that is written from right to left all is the other way round: filters, list, article."""
    if not play.speak("ar", "ar_EG"):
        print("# without GTK's Arabic there is nothing to see")
        return
    write_some(play)
    play.follow()
    play.start_window("otter")
    wait_for_rows(play, "Otters return", "The bridge", "Notes on eels")

    def is_mirrored():
        article, articles, facet = (play.place(play.find(*item)) for item in (
            ("TEXT", "Text of the Article"), ("LIST", "Articles"), ("LIST_ITEM", "North Quay Times, 1 article")))
        return article[1] <= articles[0] and articles[1] <= facet[0]
    play.wait_for(is_mirrored, "article, list, filters")


def check_names(play, top=None):
    roles = [getattr(play.atspi.Role, name)
             for name in ("PUSH_BUTTON", "TOGGLE_BUTTON", "ENTRY", "TEXT", "LIST", "LIST_ITEM", "CHECK_BOX", "MENU_ITEM")]
    nameless = [item.get_role_name() for item in play.walk(top)
                if item.get_role() in roles and item.get_state_set().contains(play.atspi.StateType.FOCUSABLE)
                and (not item.get_name().strip() or item.get_name().startswith(("Gtk", "Adw", "Offprint", "_")))]
    expect(not nameless, nameless, play.describe())


def folders(play):
    """A folder is removed after a question, and its articles with it; its files stay."""
    paths = write_some(play)
    play.follow()
    play.start_window()
    wait_for_rows(play, "Otters return", "The bridge", "Notes on eels")
    play.key("ctrl+comma")
    play.find("PUSH_BUTTON", "Remove articles")
    play.front()
    play.go_to("PUSH_BUTTON", "Remove articles")
    play.key("space")
    play.find("LABEL", "Remove “articles”?")
    play.front()
    play.key("alt+r")
    play.wait_for(lambda: play.box.articles not in play.box.run("folders").text(), "the folder is followed no longer")
    play.find("LABEL", "Welcome to Offprint")
    expect(all(os.path.exists(path) for path in paths))


def activation(play):
    """Other programs have it search, open and list similar articles over D-Bus; opening needs no window."""
    paths = write_some(play)
    play.follow()
    call = ["call", "--session", "--timeout", "100", "-d", stage.APPLICATION, "-o", "/org/offprint/Window", "-m",
            "org.freedesktop.Application.ActivateAction"]
    article = f"[<(b'{paths[1]}', '')>]"
    expect(play.bus.gdbus(*call, "open", article, "{}").returncode == 0)
    play.wait_for(lambda: play.opened() == [paths[1]], "the article is opened")
    expect(play.application() is None or play.rows() == [])
    expect(play.bus.gdbus(*call, "search", "[<'meadows'>]", "{}").returncode == 0)
    wait_for_rows(play, "Notes on eels")
    expect(play.bus.gdbus(*call, "similar", article, "{}").returncode == 0)
    play.find("PUSH_BUTTON", "Back from articles like")


stage.main([type_and_open, typed_early, article_actions, order, pause, preview, filters, filters_at_import, nothing_found, first_run,
            daemon_killed, similar, hostile, names, narrow, right_to_left, folders, activation])
