#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What the world does to an index: full disks, lost permissions, file systems that go away, two programs at once, odd files.

usage: world.py OFFPRINT DUMP
Mounts need root; they are made in a mount namespace of this program's own, and end with it."""
import os, shutil, signal, subprocess, sys
from pathlib import Path

sys.dont_write_bytecode = True
import tap
from scene import OFFPRINT, expect, expect_one_line, mount, report, unmount, used


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


def disk_full_while_indexing(scene):
    disk = scene.folder / 'disk'
    mount(disk, '3m')
    scene.database = disk / 'index'
    scene.write_all(20)
    scene.index()
    scene.write_all(600, 400, 'more')
    for _ in range(2):
        result = scene.offprint('index', scene.articles)
        expect(result.returncode, 3)
        expect_one_line(result.lines, 'no room on the disk', str(scene.database), 'make room')
        scene.check()
        assert scene.status()['articles'] >= 20, scene.status()
    mount(disk, '200m', 'remount')
    scene.index()
    expect(scene.dump(), scene.dump_fresh())
    scene.check()


def disk_full_before_the_first_run(scene):
    disk = scene.folder / 'disk'
    mount(disk, '64k')
    scene.database = disk / 'index'
    scene.write_all(20)
    (disk / 'ballast').write_bytes(b'x' * os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize)
    result = scene.offprint('index', scene.articles)
    expect(result.returncode, 3)
    expect_one_line(result.lines, str(scene.database), 'No space left')
    mount(disk, '64m', 'remount')
    scene.index()
    expect(scene.dump(), scene.dump_fresh())


def disk_full_while_compacting(scene):
    disk = scene.folder / 'disk'
    mount(disk, '200m')
    scene.database = disk / 'index'
    scene.write_all(300, 400)
    scene.index()
    for path in scene.articles.glob('*[05].txt'): path.unlink()
    scene.index()
    # Xapian itself loses its tables when compacting fails; a leak checker would count that.
    scene.environment['ASAN_OPTIONS'] = os.environ.get('ASAN_OPTIONS', '') + ':detect_leaks=0'
    for room in 0, 4096, 200000:
        mount(disk, used(disk) + room, 'remount')
        before, articles = contents(scene.database), scene.dump()
        result = scene.offprint('compact')
        assert result.returncode == 3, result
        expect_one_line(result.lines, 'no room on the disk', str(scene.database))
        expect(sorted(path.name for path in disk.iterdir()), ['index'])
        expect(contents(scene.database).keys(), before.keys())
        expect(scene.dump(), articles)
        scene.check()
    mount(disk, '200m', 'remount')
    expect(scene.offprint('compact').returncode, 0)
    expect(scene.dump(), articles)


def unreadable_file(scene):
    closed, _ = scene.write_all(2)
    scene.become_nobody()
    closed.chmod(0)
    figures, lines = scene.index(expect=1)
    expect_one_line(lines, str(closed), 'Permission denied')
    expect((figures['new'], figures['failed']), (1, 1))
    expect([failure['path'] for failure in scene.status()['failed']], [str(closed)])
    figures, lines = scene.index(expect=1)
    expect_one_line(lines, str(closed), 'Permission denied')
    closed.chmod(0o644)
    figures, lines = scene.index()
    expect((figures['new'], figures['failed'], lines), (1, 0, []))
    expect((scene.status()['articles'], scene.status()['failed']), (2, []))


def file_that_becomes_unreadable(scene):
    """Its article is hidden at once, its failure is told each time, and what becomes of it is decided at the next success."""
    closed, other = scene.write_all(2)
    scene.become_nobody()
    scene.index()
    closed.chmod(0)
    for _ in range(2):
        figures, lines = scene.index(expect=1)
        expect_one_line(lines, str(closed), 'Permission denied')
        expect((figures['removed'], figures['failed'], scene.status()['articles']), (0, 1, 1))
        expect([failure['path'] for failure in scene.status()['failed']], [str(closed)])
    closed.chmod(0o644)
    figures, lines = scene.index()
    expect((figures['new'], figures['unchanged'], lines, scene.status()['failed']), (1, 1, [], []))
    expect(scene.dump(), scene.dump_fresh())
    closed.chmod(0)
    scene.index(expect=1)
    closed.unlink()
    figures, lines = scene.index()
    expect((lines, scene.status()['failed'], scene.status()['articles']), ([], [], 1))


def unreadable_folder(scene):
    """What is below it is hidden at once and comes back as it was; what went away meanwhile does not."""
    scene.write_all(2, folder='closed')
    scene.write_all(1, folder='open')
    scene.become_nobody()
    scene.index()
    before = scene.dump()
    closed = scene.articles / 'closed'
    for mode in 0o000, 0o400, 0o100:
        closed.chmod(mode)
        figures, lines = scene.index(expect=1)
        assert lines and all(str(closed) in line and 'Permission denied' in line for line in lines), (oct(mode), lines)
        expect(scene.status()['articles'], 1)
        expect([failure['path'] for failure in scene.status()['failed']], [str(closed)])
    closed.chmod(0o755)
    figures, _ = scene.index()
    expect((figures['new'], scene.status()['failed']), (2, []))
    expect(scene.dump(), before)
    closed.chmod(0)
    scene.index(expect=1)
    closed.chmod(0o755)
    (closed / 'article-0000.txt').unlink()
    figures, _ = scene.index()
    expect((figures['new'], scene.status()['articles']), (1, 2))


def unreadable_root(scene):
    scene.write_all(2)
    scene.become_nobody()
    scene.index()
    scene.articles.chmod(0)
    _, lines = scene.index(expect=1)
    expect_one_line(lines, str(scene.articles), 'Permission denied')
    expect(scene.status()['articles'], 0)
    scene.articles.chmod(0o755)
    figures, lines = scene.index()
    expect((figures['new'], lines), (2, []))


def mount_inside_the_root(scene):
    disk, copy = scene.articles / 'disk', scene.folder / 'copy'
    mount(disk, '1m')
    scene.write_all(2)
    scene.write_all(3, folder='disk')
    shutil.copytree(disk, copy)
    scene.index()
    unmount(disk)
    for _ in range(2):
        figures, lines = scene.index()
        expect_one_line(lines, str(disk), 'warning', 'not mounted')
        expect((figures['removed'], scene.status()['articles']), (0, 5))
    mount(disk, '1m')
    for path in copy.iterdir(): shutil.copy2(path, disk)
    figures, lines = scene.index()
    expect((figures['removed'], lines), (0, []))
    expect(scene.dump(), scene.dump_fresh())
    (disk / 'article-0001.txt').unlink()
    figures, _ = scene.index()
    expect((figures['removed'], scene.status()['articles']), (1, 4))


def mount_at_the_root(scene):
    copy = scene.folder / 'copy'
    mount(scene.articles, '1m')
    scene.write_all(3)
    shutil.copytree(scene.articles, copy)
    scene.index()
    expect(scene.status()['folders'], [{'path': str(scene.articles), 'away': False}])
    unmount(scene.articles)
    for _ in range(2):
        figures, lines = scene.index()
        expect_one_line(lines, str(scene.articles), 'warning', 'not mounted')
        expect((figures['removed'], scene.status()['articles']), (0, 3))
        expect(scene.status()['folders'], [{'path': str(scene.articles), 'away': True}])
    assert b'away' in scene.offprint('status').output
    scene.articles.rmdir()
    _, lines = scene.index(expect=1)
    expect_one_line(lines, str(scene.articles), 'stays')
    expect(scene.status()['articles'], 3)
    mount(scene.articles, '1m')
    for path in copy.iterdir(): shutil.copy2(path, scene.articles)
    figures, lines = scene.index()
    expect((figures['removed'], scene.status()['articles'], lines), (0, 3, []))
    expect(scene.status()['folders'], [{'path': str(scene.articles), 'away': False}])


def fifo_in_a_files_place(scene):
    path, other = scene.write_all(2)
    scene.index()
    path.unlink()
    os.mkfifo(path)
    figures, _ = scene.index()
    expect((figures['removed'], scene.status()['articles']), (1, 1))
    result = tap.run([OFFPRINT, 'extract', path], env=scene.environment, limit=20)
    expect((result.returncode, result.timed_out), (1, False))
    expect_one_line(result.lines, str(path), 'not a regular file')


def folder_and_link_in_a_files_place(scene):
    path, other, third = scene.write_all(3)
    scene.index()
    path.unlink()
    scene.write(f'{path.name}/inside.txt')
    other.unlink()
    other.symlink_to(third)
    figures, _ = scene.index()
    expect((figures['new'], figures['removed'], figures['unchanged'], figures['failed']), (1, 2, 1, 0))


def two_at_once(scene):
    scene.write_all(600, 300)
    first = subprocess.Popen([OFFPRINT, 'index', '--database', str(scene.database), str(scene.articles)],
                             env=scene.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while first.poll() is None and not (scene.database / 'iamglass').exists(): os.sched_yield()
    first.send_signal(signal.SIGSTOP)
    result = scene.offprint('index', scene.articles)
    compact = scene.offprint('compact')
    first.send_signal(signal.SIGCONT)
    output, errors = first.communicate(timeout=120)
    for later in result, compact:
        expect(later.returncode, 3)
        expect_one_line(later.lines, 'another program is writing to the index', str(scene.database), 'wait')
    expect((first.returncode, errors), (0, b''))
    expect(scene.dump(), scene.dump_fresh())


def ignored_later(scene):
    scene.write_all(2, folder='kept')
    scene.write_all(3, folder='left/deep')
    scene.index()
    (scene.articles / 'left' / '.offprintignore').touch()
    figures, lines = scene.index()
    expect((figures['removed'], scene.status()['articles'], lines), (3, 2, []))
    (scene.articles / 'left' / '.offprintignore').unlink()
    figures, _ = scene.index()
    expect((figures['new'], scene.status()['articles']), (3, 5))


def sparse_giant(scene):
    path = scene.articles / 'giant.txt'
    with open(path, 'wb') as file: file.truncate(1 << 30)
    for result in tap.run([OFFPRINT, 'extract', path], env=scene.environment), scene.offprint('index', scene.articles):
        expect(result.returncode, 1)
        expect_one_line(result.lines, str(path), 'larger than')
        assert result.peak < 150 and result.seconds < 5, (result.peak, result.seconds)
        tap.comment(f'{result.peak} MiB, {result.seconds:.2f} s')
    expect([failure['path'] for failure in scene.status()['failed']], [str(path)])


def nested_too_deeply(scene):
    scene.write('1/2/3/four.txt')
    scene.write('1/two.txt')
    scene.index()
    scene.configure('max-depth = 2')
    figures, lines = scene.index(expect=1)
    expect_one_line(lines, str(scene.articles / '1/2/3'), 'max-depth')
    expect((figures['removed'], scene.status()['articles']), (0, 2))


def longest_paths(scene):
    """Folders are made step by step, each from the one above: their whole path is longer than a system call takes."""
    scene.configure('max-depth = 1000')
    here = os.open(scene.articles, os.O_RDONLY)
    length = len(str(scene.articles))
    written = []
    while length < 4600:
        name = 'n' * min(250, 4089 - length if length < 4088 else 250)
        os.mkdir(name, dir_fd=here)
        below = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here, length = below, length + 1 + len(name)
        with open(os.open('article.txt', os.O_WRONLY | os.O_CREAT, 0o644, dir_fd=here), 'w') as file: file.write(f'Article\n\nAt {length} bytes of path.\n')
        written.append(length + len('/article.txt'))
    os.close(here)
    fits = sum(path < 4096 for path in written)
    figures, lines = scene.index(expect=1)
    expect(figures['new'], fits)
    expect([line.rsplit(': ', 1)[1] for line in lines], ['File name too long'] * 2)
    assert 'article.txt: ' in lines[0] + lines[1], lines
    figures, lines = scene.index(expect=1)
    expect((figures['unchanged'], figures['removed'], scene.status()['articles']), (fits, 0, fits))
    scene.check()
    subprocess.run(['rm', '-r', str(scene.articles)], check=True)


def names_of_any_bytes(scene):
    names = [b'new\nline.txt', b'caf\xe9.txt', b'\x1b[31mred.txt', b'-n.txt', b'%s%n.txt', b' .txt', b'"quoted\'.txt', '\u202eexe.txt'.encode()]
    for name in names: (scene.articles / os.fsdecode(name)).write_text(f'Article\n\nThe name is {name!r}.\n')
    figures, lines = scene.index()
    expect((figures['new'], lines), (len(names), []))
    figures, lines = scene.index()
    expect((figures['unchanged'], lines), (len(names), []))
    for path in scene.articles.iterdir(): path.write_bytes(b'')
    figures, _ = scene.index()
    expect(scene.status()['articles'], 0)


def database_inside_the_folder(scene):
    scene.database = scene.articles / 'index'
    scene.write_all(3)
    scene.index()
    for command in 'index', 'compact', 'index':
        result = scene.offprint(command, *([scene.articles] if command == 'index' else []))
        expect((result.returncode, result.lines), (0, []))
    figures, _ = scene.index()
    expect((figures['files'], figures['unchanged'], figures['failed'], scene.status()['articles']), (3, 3, 0, 3))


def database_is_something_else(scene):
    scene.write_all(1)
    scene.database.write_text('a file')
    expect_one_line(scene.index(expect=3)[1], str(scene.database))
    expect(scene.database.read_text(), 'a file')
    scene.database.unlink()
    scene.index()
    (scene.database / 'iamglass').write_text('no version of anything')
    expect_one_line(scene.index(expect=3)[1], str(scene.database), 'damaged or no index')


def database_without_permission(scene):
    scene.write_all(1)
    scene.index()
    before = scene.dump()
    scene.become_nobody()
    scene.database.chmod(0o500)
    for path in scene.database.iterdir(): path.chmod(0o400)
    expect_one_line(scene.index(expect=3)[1], str(scene.database), 'Permission denied')
    expect(scene.status()['articles'], 1)
    expect(scene.dump(), before)


TESTS = [
    disk_full_while_indexing, disk_full_before_the_first_run, disk_full_while_compacting,
    unreadable_file, file_that_becomes_unreadable, unreadable_folder, unreadable_root,
    mount_inside_the_root, mount_at_the_root,
    fifo_in_a_files_place, folder_and_link_in_a_files_place, two_at_once, ignored_later,
    sparse_giant, nested_too_deeply, longest_paths, names_of_any_bytes,
    database_inside_the_folder, database_is_something_else, database_without_permission,
]


report(TESTS)
