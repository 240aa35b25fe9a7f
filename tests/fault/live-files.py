#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What people and programs do to files and folders while an engine follows them: its index is then what a new one would be.

usage: live-files.py OFFPRINT DUMP ENGINE FOLDER_OF_LIAR [--small]
Mounts need root; they are made in a mount namespace of this program's own, and end with it."""
import os, re, shutil, socket, subprocess, sys, threading, time
from pathlib import Path

sys.dont_write_bytecode = True
import scene, tap
from following import SMALL, list_children, report, wait_until
from scene import expect


YEAR = 365 * 24 * 3600


def unreadable_file(live):
    """Hidden at once, and back at once."""
    live.become_nobody()
    closed = live.follow(2)[0]
    for _ in range(2):
        closed.chmod(0)
        live.expect_articles(1, 1)
        assert 'Permission denied' in live.failures()[str(closed)], live.failures()
        closed.chmod(0o644)
        live.expect_articles(2)
    live.expect_fresh()
    closed.chmod(0)
    live.expect_articles(1, 1)
    closed.unlink()
    live.expect_articles(1)


def unreadable_folders(live):
    """What is below is hidden at once, and back at once; what was changed there meanwhile is seen."""
    live.become_nobody()
    inside = live.write_all(3, folder='closed/deep')
    live.write_all(2)
    live.start()
    live.expect_articles(5)
    closed = live.articles / 'closed'
    for mode in 0o000, 0o400, 0o100:
        closed.chmod(mode)
        live.expect_articles(2, 1)
        expect(list(live.failures()), [str(closed)])
        inside[0].write_text(f'Other\n\nWritten at {mode}.\n')
        closed.chmod(0o755)
        live.expect_articles(5)
        live.expect_fresh()


def file_that_changes_while_it_is_read(live):
    path = live.follow(3)[0]

    def rewrite():
        for number in range(200): live.write(path.name, 200 + number)
    writer = threading.Thread(target=rewrite)
    writer.start()
    while writer.is_alive(): live.engine.status()
    writer.join()
    path.write_text('Last\n\nA kingfisher at last.\n')
    live.expect_articles(3)
    live.expect_fresh()


def other_things_in_a_files_place(live):
    path, other = live.follow(2)
    path.unlink()
    os.mkfifo(path)
    live.expect_articles(1)
    path.unlink()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    live.expect_articles(1)
    path.unlink()
    live.write(f'{path.name}/inside.txt')
    live.expect_articles(2)
    shutil.rmtree(path)
    path.symlink_to(other)
    live.expect_articles(1)
    path.unlink()
    live.write(path.name)
    live.expect_articles(2)
    if scene.IS_ROOT:
        path.unlink()
        subprocess.run(['mknod', path, 'c', '1', '5'], check=True)
        live.expect_articles(1)
    live.expect_fresh()
    listener.close()


def longest_paths(live):
    """A path as long as a system call takes is as good as any; a longer one fails, and nothing else."""
    live.follow(1)
    here = os.open(live.articles, os.O_RDONLY)
    length = len(str(live.articles))
    while length < 4095 - 250:
        name = 'n' * min(200, 4095 - 250 - length)
        os.mkdir(name, dir_fd=here)
        below = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here, length = below, length + 1 + len(name)
    for longest in 4095, 4096:
        name = 'm' * (longest - length - 5) + '.txt'
        with open(os.open(name, os.O_WRONLY | os.O_CREAT, 0o644, dir_fd=here), 'w') as file: file.write(f'Article\n\nAt {longest} bytes of path.\n')
    os.close(here)
    live.expect_articles(2, 1)
    [reason] = live.failures().values()
    assert 'name too long' in reason, reason
    live.write('one-more.txt')
    live.expect_articles(3, 1)
    subprocess.run(['rm', '-r', str(live.articles)], check=True)
    live.expect_articles(0)


def sparse_giant(live):
    live.follow(2)
    giant = live.articles / 'giant.txt'
    with open(giant, 'wb') as file: file.truncate(1 << 30)
    live.write('one-more.txt')
    live.expect_articles(3, 1)
    assert 'larger than' in live.failures()[str(giant)], live.failures()
    status = Path(f'/proc/{live.engine.pid}/status').read_text()
    peak = int(re.search(r'VmHWM:\s+(\d+)', status)[1]) // 1024
    tap.comment(f'{peak} MiB')
    assert SMALL or peak < 200, peak
    giant.unlink()
    live.expect_articles(3)


def clocks_of_all_kinds(live):
    """Whatever the time of a file is, and wherever it goes."""
    paths = live.follow(6)
    for number, when in enumerate([time.time() + 10 * YEAR, 1, 0, -1, -50 * YEAR]):
        os.utime(paths[number], (when, when))
    live.expect_fresh()
    for when in time.time() + YEAR, 5, -5:
        for path in paths:
            path.write_text(path.read_text().replace('About', 'Afore') if 'About' in path.read_text() else path.read_text().replace('Afore', 'About'))
            os.utime(path, (when, when))
        live.expect_articles(6)
        live.expect_fresh()


def folder_inside_a_folder(live):
    inner = live.articles / 'inner'
    live.write_all(2, folder='inner')
    live.write_all(3)
    live.start()
    live.expect_articles(5)
    live.engine.follow([str(live.articles), str(inner)])
    live.write('inner/more.txt')
    live.expect_articles(6)
    live.engine.follow([str(live.articles)])
    live.engine.forget(str(inner))
    live.write('inner/and-more.txt')
    live.expect_articles(7)
    live.expect_fresh()
    live.engine.follow([str(inner)])
    live.engine.forget(str(live.articles))
    live.expect_articles(4)
    live.write('outside.txt')
    live.write('inner/last.txt')
    live.expect_articles(5)
    live.engine.follow([str(live.articles)])
    live.expect_articles(9)
    live.expect_fresh()


def folder_that_is_moved_and_linked_to(live):
    """It is followed where it is now."""
    live.follow(5)
    moved = live.folder / 'moved'
    live.articles.rename(moved)
    live.articles.symlink_to(moved)
    live.expect_articles(5)
    live.expect_fresh()
    live.write('one-more.txt')
    (moved / 'article-0001.txt').unlink()
    live.expect_articles(5)
    live.expect_fresh()
    live.engine.stop()
    live.articles.unlink()
    moved.rename(live.articles)
    live.start()
    live.expect_articles(5)
    live.expect_fresh()
    live.engine.stop()
    live.articles.rename(moved)
    live.articles.symlink_to(moved)
    live.start()
    live.expect_articles(5)
    live.expect_fresh()


def loops_of_symlinks(live):
    live.follow()
    (live.articles / 'loop').symlink_to('.')
    (live.articles / 'deep').mkdir()
    (live.articles / 'deep' / 'up').symlink_to('..')
    (live.articles / 'self').symlink_to('self')
    live.write('deep/one-more.txt')
    live.expect_articles(6)
    live.expect_fresh()
    (live.articles / 'deep').rename(live.articles / 'moved')
    live.expect_articles(6)
    live.expect_fresh()


def renamed_folder(live):
    """Nothing is read again: there is no program for it any more."""
    count = 200 if SMALL else 2000
    programs = live.folder / 'programs'
    programs.mkdir()
    worker = programs / 'offprint-extract'
    shutil.copy(Path(os.environ['OFFPRINT_LIBEXECDIR']) / 'offprint-extract', worker)
    live.environment['OFFPRINT_LIBEXECDIR'] = str(programs)
    live.follow(count, words=20, folder='before/deep')
    wait_until(lambda: live.engine.status() and not list_children(live.engine.pid), 'workers at rest')
    worker.unlink()
    started = time.monotonic()
    (live.articles / 'before').rename(live.articles / 'after')
    live.expect_articles(count)
    tap.comment(f'{count} articles in {time.monotonic() - started:.1f} s')
    live.environment['OFFPRINT_LIBEXECDIR'] = os.environ['OFFPRINT_LIBEXECDIR']
    live.expect_fresh()
    live.write('one-more.txt')
    assert live.engine.wait_for('refused').reason, 'a new file is read by nobody'


def tags_alone(live):
    """Found as soon as they are written, and as soon as they are gone, though nothing else of the file changed."""
    path = live.follow(2)[0]
    steps = (['--add', 'to read', '--comment', 'for Mahaut'], 1), (['--add', 'river'], 1), (['--remove', 'to read', '--comment', ''], 0)
    for arguments, found in steps:
        result = tap.run([live.program, 'tag', *arguments, path], env=live.environment)
        if b'has no place' in result.errors: raise tap.Skip('no extended attributes on this file system')
        expect((result.returncode, result.errors), (0, b''))
        live.engine.flush()
        for query in 'tag:"to read"', 'comment:mahaut':
            expect(len(live.offprint('search', '--json', query).output.splitlines()), found)
        live.expect_fresh()


def many_files_at_once(live):
    count = 1000 if SMALL else 10000
    live.follow(1)
    started = time.monotonic()
    live.write_all(count, 10, 'many')
    live.engine.flush(600)
    tap.comment(f'{count} files in {time.monotonic() - started:.1f} s')
    live.expect_articles(count + 1)
    live.expect_fresh()


TESTS = [
    unreadable_file, unreadable_folders, file_that_changes_while_it_is_read, other_things_in_a_files_place,
    longest_paths, sparse_giant, clocks_of_all_kinds, folder_inside_a_folder, folder_that_is_moved_and_linked_to, loops_of_symlinks, renamed_folder,
    tags_alone, many_files_at_once,
]

report(TESTS)
