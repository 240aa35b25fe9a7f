#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A file manager as D-Bus starts it: notes down in the file LOG which files it is to show, and ends."""

import sys

from gi.repository import Gio, GLib

INTERFACE = """<node><interface name="org.freedesktop.FileManager1"><method name="ShowItems">
<arg type="as" direction="in"/><arg type="s" direction="in"/></method></interface></node>"""


def main():
    loop = GLib.MainLoop()

    def show(connection, _sender, _path, _interface, _method, parameters, invocation):
        with open(sys.argv[1], "a", encoding="utf-8") as log:
            log.write("".join(f"{uri}\n" for uri in parameters.unpack()[0]))
        invocation.return_value(None)
        connection.flush_sync()
        loop.quit()

    def offer(connection, _name):
        connection.register_object("/org/freedesktop/FileManager1", Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], show)

    Gio.bus_own_name(Gio.BusType.SESSION, "org.freedesktop.FileManager1", Gio.BusNameOwnerFlags.NONE, offer)
    loop.run()


main()
