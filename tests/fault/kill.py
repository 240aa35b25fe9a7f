#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""kill -9 in each phase of indexing and compacting: the index stays sound, the next run brings it to what an undisturbed run gives.

usage: kill.py OFFPRINT DUMP KILL_AT_LIBRARY KILLS_A_PHASE"""
import os, random, shutil, signal, subprocess, sys, tempfile
from pathlib import Path

OFFPRINT, DUMP, LIBRARY = map(os.path.abspath, sys.argv[1:4])
KILLS = int(sys.argv[4])
PHASES = ['walk', 'extract', 'add', 'flush', 'commit', 'compact']
WORDS = 'otter heron river bridge tide archive letter harbour lantern winter garden window market copper violin'.split()


def write_article(folder, number, random_numbers):
    words = ' '.join(random_numbers.choice(WORDS) for _ in range(random_numbers.randint(40, 400)))
    path = folder / f'{number % 4}' / f'article-{number:03d}.{"txt html md".split()[number % 3]}'
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == '.html':
        path.write_text(f'<html><head><title>Article {number}</title></head><body><article><h1>Article {number}</h1><p>About {words}.</p></article></body></html>')
    else:
        path.write_text(f'Article {number}\n\nAbout {words}.\n')
    return path


def run(*arguments, **options):
    return subprocess.run([OFFPRINT, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def run_killed(phase, at, *arguments):
    """Returns whether it was killed, and the number of calls when it was not."""
    reader, writer = os.pipe()
    preload = ':'.join(filter(None, [os.environ.get('KILL_PRELOAD_FIRST'), LIBRARY]))
    environment = dict(os.environ, LD_PRELOAD=preload, KILL_PHASE=phase, KILL_AT=str(at), KILL_COUNT=str(writer))
    result = run(*arguments, env=environment, pass_fds=[writer])
    os.close(writer)
    with os.fdopen(reader) as pipe: count = pipe.read().strip()
    if result.returncode == -signal.SIGKILL: return True, 0
    assert result.returncode == 0, (phase, at, result)
    return False, int(count)


def dump(database):
    return subprocess.run([DUMP, str(database)], stdout=subprocess.PIPE, check=True).stdout


class Scene:
    """An index that is behind its folder: some articles are new, some changed, some renamed, some gone."""
    def __init__(self, folder):
        self.random = random.Random(4)
        self.articles, self.base, self.work = folder / 'articles', folder / 'base', folder / 'work'
        paths = [write_article(self.articles, number, self.random) for number in range(40)]
        self.index(self.base)
        for path in paths[:5]: path.unlink()
        for number in range(5, 10): write_article(self.articles, number, self.random)
        for path in paths[10:15]: path.rename(path.with_name('renamed-' + path.name))
        (self.articles / '3').rename(self.articles / 'three')
        for number in range(40, 60): write_article(self.articles, number, self.random)
        fresh = folder / 'fresh'
        self.index(fresh)
        self.wanted = dump(fresh)
        assert len(self.wanted.splitlines()) == 55, self.wanted

    def index(self, database):
        result = run('index', '--database', database, self.articles)
        assert result.returncode == 0, result

    def reset(self, phase):
        shutil.rmtree(self.work, ignore_errors=True)
        for leftover in self.work.parent.glob('work*'): shutil.rmtree(leftover)
        shutil.copytree(self.base, self.work)
        if phase == 'compact': self.index(self.work)

    def arguments(self, phase):
        return ('compact', '--database', self.work) if phase == 'compact' else ('index', '--jobs', '2', '--database', self.work, self.articles)

    def verify(self):
        check = run('check', '--database', self.work)
        assert check.returncode == 0, check
        self.index(self.work)
        assert dump(self.work) == self.wanted, 'not the same articles as an undisturbed run'
        check = run('check', '--database', self.work)
        assert check.returncode == 0, check


def try_phase(scene, phase):
    scene.reset(phase)
    killed, calls = run_killed(phase, 0, *scene.arguments(phase))
    assert calls > 0, f'{phase}: the run does not go through it'
    scene.verify()
    done = 0
    while done < KILLS:
        scene.reset(phase)
        at = scene.random.randint(1, calls)
        killed, _ = run_killed(phase, at, *scene.arguments(phase))
        scene.verify()
        done += killed
    return calls


def main():
    print(f'1..{len(PHASES)}')
    failed = 0
    with tempfile.TemporaryDirectory(prefix='offprint-kill-') as folder:
        scene = Scene(Path(folder))
        for number, phase in enumerate(PHASES, 1):
            try:
                calls = try_phase(scene, phase)
                print(f'ok {number} {phase}: killed {KILLS} times at random ones of {calls} moments', flush=True)
            except AssertionError as error:
                failed += 1
                print(f'not ok {number} {phase}\n# {error}', flush=True)
    sys.exit(failed > 0)


if __name__ == '__main__': main()
