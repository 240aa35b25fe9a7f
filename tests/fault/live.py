#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What goes wrong with the engine and its index while it follows a folder: the index is right afterwards, and the state tells what is wrong meanwhile.

usage: live.py OFFPRINT DUMP ENGINE FOLDER_OF_LIAR [--small]
Mounts need root; they are made in a mount namespace of this program's own, and end with it."""
import os, re, select, shutil, subprocess, sys
from pathlib import Path

sys.dont_write_bytecode = True
import scene, tap
from following import ENGINE, LIAR, expect_same, get_ticks, list_children, report, wait_until
from scene import expect, mount, unmount



def disk_full(live):
    """It goes on by itself when there is room, with what was changed meanwhile."""
    disk = live.folder / 'disk'
    mount(disk, '2m')
    live.database = disk / 'index'
    live.follow()
    live.write_all(400, 400, 'more')
    status = live.engine.wait_for('no-space')
    assert 'no room on the disk' in status.reason and str(live.database) in status.reason, status
    live.check()
    assert live.status()['articles'] >= 5, live.status()
    live.write('article-0001.txt')
    (live.articles / 'article-0002.txt').unlink()
    expect(live.engine.status().state, 'no-space')
    mount(disk, '200m', 'remount')
    live.expect_fresh()
    live.expect_articles(404)


def index_deleted(live):
    live.follow()
    shutil.rmtree(live.database)
    live.write('one-more.txt')
    live.expect_articles(6)
    live.expect_fresh()


def index_deleted_at_rest(live):
    """It is noticed although there is nothing to be written."""
    live.follow()
    live.engine.flush()
    shutil.rmtree(live.database)
    live.expect_articles(5)
    live.expect_fresh()


def damage(live, change):
    """All at once: half of it might be noticed."""
    live.engine.freeze()
    for path in live.database.glob('*.glass'):
        with open(path, 'r+b') as file: change(file)
    live.engine.thaw()


def overwrite(file):
    size = os.fstat(file.fileno()).st_size
    file.write(b'\xa5' * size)


def expect_rebuilt(live, change):
    """The old one is kept aside, once."""
    paths = live.follow(60, words=400)
    for _ in range(2):
        damage(live, change)
        for path in paths: live.write(path.name, 300)
        live.expect_articles(60)
        live.expect_fresh()
        expect(sorted(path.name for path in live.folder.iterdir() if 'index' in path.name), ['index', 'index.damaged'])
        live.engine.stop()
        live.start()
        live.expect_fresh()


def index_truncated(live):
    expect_rebuilt(live, lambda file: file.truncate(0))


def index_overwritten(live):
    expect_rebuilt(live, overwrite)


def index_of_a_newer_version(live):
    """Nothing is done to it."""
    live.follow()
    live.engine.stop()
    table = live.database / 'postlist.glass'
    patched, count = re.subn(rb'(offprint\.version[^\d]{0,6})(\d)', rb'\g<1>9', table.read_bytes(), flags=re.DOTALL)
    assert count > 0, 'the version is not found in the table'
    table.write_bytes(patched)
    live.start()
    status = live.engine.wait_for('refused')
    assert 'another version' in status.reason and str(live.database) in status.reason and '\n' not in status.reason, status
    expect(live.engine.ask('flush'), status.reason)
    expect(table.read_bytes(), patched)
    assert not Path(f'{live.database}.damaged').exists()


def second_engine(live):
    """It waits, says so, and takes over."""
    live.follow()
    first = live.engine
    second = live.start()
    status = second.wait_for('locked')
    assert 'another program is writing to the index' in status.reason, status
    live.write('one-more.txt')
    first.flush()
    expect(second.status().state, 'locked')
    first.stop()
    live.write('yet-one-more.txt')
    second.wait_for('idle')
    live.expect_articles(7)
    live.expect_fresh()


def database_inside_the_folder(live):
    """What it writes there itself is nothing to look at."""
    live.database = live.articles / 'index'
    live.follow()
    live.write('one-more.txt')
    live.expect_articles(6)
    revision = (live.database / 'iamglass').stat()
    before = get_ticks(live.engine.pid)
    for _ in range(2):
        live.engine.flush()
        for _ in range(100): expect(live.engine.status().state, 'idle')
    after = (live.database / 'iamglass').stat()
    expect((after.st_ino, after.st_mtime_ns), (revision.st_ino, revision.st_mtime_ns))
    ticks = get_ticks(live.engine.pid) - before
    assert ticks <= os.sysconf('SC_CLK_TCK') // 2, f'{ticks} ticks of work for nothing'
    live.expect_fresh()


def folder_that_is_unmounted(live):
    """Its articles stay; when it is back, only what was changed elsewhere is."""
    copy = live.folder / 'copy'
    mount(live.articles, '1m')
    live.follow(4)
    shutil.copytree(live.articles, copy)
    unmount(live.articles)
    status = wait_until(lambda: live.engine.status().away and live.engine.status(), 'away')
    expect((status.away, status.articles), (str(live.articles), 4))
    live.engine.rescan()
    expect(live.expect_articles(4).away, str(live.articles))
    expect(live.status()['articles'], 4)
    (copy / 'article-0001.txt').unlink()
    (copy / 'article-0002.txt').write_text('Changed\n\nWhile it was away.\n')
    (copy / 'article-0009.txt').write_text('New\n\nWhile it was away.\n')
    live.engine.freeze()
    mount(live.articles, '1m')
    for path in copy.iterdir(): shutil.copy2(path, live.articles)
    live.engine.thaw()
    wait_until(lambda: not live.engine.status().away, 'back')
    expect(live.expect_articles(4).away, '')
    live.expect_fresh()
    live.write('watched-again.txt')
    live.expect_articles(5)


def link_to_a_disk_that_is_unmounted(live):
    """Its articles stay, although the link leads nowhere meanwhile; and after a new start."""
    disk, link, copy = live.folder / 'disk', live.folder / 'link', live.folder / 'copy'
    mount(disk, '1m')
    live.articles = disk / 'articles'
    link.symlink_to(live.articles)
    live.write_all(3)
    live.start(link)
    live.expect_articles(3)
    shutil.copytree(live.articles, copy)
    unmount(disk)
    wait_until(lambda: live.engine.status().away, 'away')
    expect(live.expect_articles(3).away, str(live.articles))
    live.engine.stop()
    live.start(link)
    expect(live.expect_articles(3).away, str(live.articles))
    (copy / 'article-0001.txt').unlink()
    live.engine.freeze()
    mount(disk, '1m')
    shutil.copytree(copy, live.articles)
    live.engine.thaw()
    wait_until(lambda: not live.engine.status().away, 'back')
    live.expect_articles(2)


def limit_of_watches(live):
    """All is found, and it is said why that takes its time."""
    if subprocess.run(['unshare', '-Ur', 'true'], stderr=subprocess.DEVNULL).returncode != 0: raise tap.Skip('no user namespaces')
    for number in range(10): live.write(f'folder-{number}/article.txt')
    live.start(program='unshare', options=['-Ur', 'sh', '-c', 'echo 4 > /proc/sys/user/max_inotify_watches && exec "$@"', 'sh', ENGINE, '--scan-interval', '1'])
    status = live.expect_articles(10)
    assert re.match(r'\d+ of \d+ folders are looked at only every second: .* raise fs\.inotify\.max_user_watches', status.watch), status
    for number in range(10): live.write(f'folder-{number}/more.txt')
    for number in range(5): (live.articles / f'folder-{number}/article.txt').unlink()
    wait_until(lambda: live.engine.status().articles == 15, '15 articles')
    wait_until(lambda: live.engine.status().state == 'idle', 'idle')
    expect_same(live.dump(), live.dump_fresh())


def events_that_are_lost(live):
    paths = live.follow(20)
    live.engine.freeze()
    for number in range(int(Path('/proc/sys/fs/inotify/max_queued_events').read_text()) + 1000): os.utime(paths[number % 2])
    for path in paths[:5]: path.unlink()
    for path in paths[5:10]: live.write(path.name)
    for path in paths[10:15]: path.rename(path.with_name(f'renamed-{path.name}'))
    live.write_all(20, folder='new/deep')
    live.engine.thaw()
    live.expect_articles(35)
    live.expect_fresh()


def killed_parent(live):
    """No worker outlives it."""
    live.write_all(500, 300)
    live.start()
    workers = wait_until(lambda: list_children(live.engine.pid), 'workers')
    live.engine.freeze()
    workers = list_children(live.engine.pid)
    ends = select.poll()
    for worker in workers: ends.register(os.pidfd_open(worker), select.POLLIN)
    live.engine.kill()
    left = len(workers)
    while left > 0:
        ended = ends.poll(20000)
        assert ended, f'{left} of {len(workers)} workers live on'
        for descriptor, _ in ended:
            ends.unregister(descriptor)
            os.close(descriptor)
        left -= len(ended)
    assert workers, 'there were no workers'
    live.start()
    live.expect_articles(500)
    live.expect_fresh()


def page_that_kills_its_worker(live):
    """It costs one retry, and is not tried again until it is another; others are read."""
    programs, starts = live.folder / 'programs', live.folder / 'starts'
    programs.mkdir()
    worker = programs / 'offprint-extract'
    worker.write_text(f'#!/bin/sh\necho >> {starts}\nexec {LIAR}/offprint-extract\n')
    worker.chmod(0o755)
    live.environment.update(OFFPRINT_LIBEXECDIR=str(programs), OFFPRINT_LIE='as-named')
    crash = live.write('crash.txt')
    live.start()
    live.expect_articles(0, 1)
    expect(len(starts.read_text()), 2)
    tap.comment(live.failures()[str(crash)])
    live.write('honest/nothing.txt')
    live.write('also-honest/nothing.txt')
    live.expect_articles(2, 1)
    count = len(starts.read_text())
    live.engine.rescan()
    live.expect_articles(2, 1)
    live.engine.stop()
    live.start()
    live.expect_articles(2, 1)
    expect(len(starts.read_text()), count)
    live.write('crash.txt')
    live.expect_articles(2, 1)
    expect(len(starts.read_text()), count + 2)
    crash.rename(live.articles / 'exit.txt')
    live.expect_articles(2, 1)
    live.check()


TESTS = [
    disk_full, index_deleted, index_deleted_at_rest, index_truncated, index_overwritten, index_of_a_newer_version,
    second_engine, database_inside_the_folder, folder_that_is_unmounted, link_to_a_disk_that_is_unmounted, limit_of_watches, events_that_are_lost,
    killed_parent, page_that_kills_its_worker,
]

report(TESTS)
