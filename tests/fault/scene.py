# SPDX-License-Identifier: GPL-2.0-or-later
"""A folder of articles and an index of it, for tests of what the world does to them; file systems mounted where nobody else sees them. Tests nothing itself.

The first two arguments of the program that imports it are OFFPRINT and DUMP."""
import json, os, random, re, shutil, subprocess, sys, tempfile
from pathlib import Path

import tap

OFFPRINT, DUMP = map(os.path.abspath, sys.argv[1:3])
INSIDE = 'OFFPRINT_TEST_MOUNTS'
IS_ROOT = os.geteuid() == 0
NOBODY = 65534
WORDS = 'otter heron river bridge tide archive letter harbour lantern winter garden window market copper violin'.split()


class Scene:
    """A folder of articles, an index of it, and a configuration that is nobody else's"""
    def __init__(self, folder):
        self.folder, self.articles, self.database = Path(folder), Path(folder) / 'articles', Path(folder) / 'index'
        self.articles.mkdir()
        self.user, self.program = {}, OFFPRINT
        self.random = random.Random(5)
        self.environment = dict(os.environ, HOME=folder, XDG_CONFIG_HOME=f'{folder}/config', XDG_CONFIG_DIRS=f'{folder}/none')

    def write(self, name, words=60):
        path = self.articles / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'Article {Path(name).stem}\n\nAbout ' + ' '.join(self.random.choice(WORDS) + str(self.random.randrange(5000)) for _ in range(words)) + '.\n')
        return path

    def write_all(self, count, words=60, folder='.'):
        return [self.write(f'{folder}/article-{number:04d}.txt', words) for number in range(count)]

    def configure(self, line):
        path = self.folder / 'config' / 'offprint' / 'offprint.conf'
        path.parent.mkdir(parents=True)
        path.write_text(f'[offprint]\n{line}\n')

    def offprint(self, command, *arguments):
        return tap.run([self.program, command, '--database', self.database, *arguments], env=self.environment, **self.user)

    def index(self, *roots, expect=0):
        """Returns the figures of the summary line, with the lines on standard error"""
        result = self.offprint('index', *(roots or [self.articles]))
        assert result.returncode == expect, result
        figures = {name: int(number) for number, name in re.findall(rb'(\d+) (\w+)', result.output)}
        return {name.decode(): number for name, number in figures.items()}, result.lines

    def status(self):
        result = self.offprint('status', '--json')
        assert result.returncode == 0, result
        return json.loads(result.output)

    def check(self):
        result = self.offprint('check')
        assert result.returncode == 0, result

    def dump(self, database=None):
        return subprocess.run([DUMP, str(database or self.database)], stdout=subprocess.PIPE, check=True).stdout

    def dump_fresh(self):
        """What an undisturbed run gives"""
        fresh = self.folder / 'fresh'
        shutil.rmtree(fresh, ignore_errors=True)
        result = tap.run([OFFPRINT, 'index', '--database', fresh, self.articles], env=self.environment)
        assert result.returncode == 0, result
        return self.dump(fresh)

    def become_nobody(self):
        """Root reads everything: the program runs as somebody else then, who may not reach where it was built."""
        if IS_ROOT:
            self.program = shutil.copy(OFFPRINT, self.folder)
            shutil.copy(Path(os.environ['OFFPRINT_LIBEXECDIR']) / 'offprint-extract', self.folder)
            self.environment['OFFPRINT_LIBEXECDIR'] = str(self.folder)
            self.user = dict(user=NOBODY, group=NOBODY, extra_groups=[])
            for path in [self.folder, *self.folder.rglob('*')]: os.chown(path, NOBODY, NOBODY)


def expect(found, wanted):
    assert found == wanted, f'{found!r} instead of {wanted!r}'


def expect_one_line(lines, *parts):
    assert len(lines) == 1 and all(part in lines[0] for part in parts), f'{lines!r} instead of one line with {parts!r}'


def mount(path, size, action='tmpfs'):
    if INSIDE not in os.environ: raise tap.Skip('mounting needs root and unshare')
    Path(path).mkdir(exist_ok=True)
    options = f'remount,size={size}' if action == 'remount' else f'size={size},mode=755'
    subprocess.run(['mount', '-t', 'tmpfs', '-o', options, 'offprint-test', str(path)], check=True)


def unmount(path):
    subprocess.run(['umount', str(path)], check=True)


def used(path):
    status = os.statvfs(path)
    return (status.f_blocks - status.f_bfree) * status.f_frsize


def enter_namespace():
    """Goes on in a mount namespace of its own, where that is possible."""
    if not IS_ROOT or INSIDE in os.environ or not shutil.which('unshare'): return
    if subprocess.run(['unshare', '-m', 'true'], stderr=subprocess.DEVNULL).returncode == 0:
        os.environ[INSIDE] = '1'
        os.execvp('unshare', ['unshare', '-m', '--propagation', 'private', sys.executable, *sys.argv])


def try_one(test, make_scene=Scene):
    with tempfile.TemporaryDirectory(prefix='offprint-world-', ignore_cleanup_errors=True) as folder:
        try:
            test(make_scene(folder))
        finally:
            for place in 'disk', 'articles/disk', 'articles':
                if os.path.ismount(f'{folder}/{place}'): unmount(f'{folder}/{place}')


def report(tests, make_scene=Scene):
    """As tap.report(), each function with a scene of its own"""
    enter_namespace()
    tap.report([(test.__name__.replace('_', ' '), lambda test=test: try_one(test, make_scene)) for test in tests])
