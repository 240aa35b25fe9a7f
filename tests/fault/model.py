#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The scan is the truth: whatever is done to folders under the engine's eyes, and to the engine, its index then equals a new one of the same disk.

usage: model.py ENGINE OFFPRINT DUMP SEEDS [FIRST_SEED] [--operations N] [--jobs N]
One random history a seed. What fails is told with its seed, its last operations (OFFPRINT_MODEL_LOG: how many) and what differs."""
import argparse, difflib, os, random, re, shutil, sys
from pathlib import Path

sys.dont_write_bytecode = True
import apart, follower, operations, tap

# Size and time of content, time of status, inode
SIGNATURE = re.compile(r'(\b1 \d+ -?\d+) (-?\d+) (\d+)\b')
# More events than the kernel keeps (fs.inotify.max_queued_events)
OVERFLOW = int(Path('/proc/sys/fs/inotify/max_queued_events').read_text()) + 1000 if os.path.exists('/proc/sys/fs/inotify') else 0


def by_location(lines):
    """Lines of a full dump as a table: those of one article under its first one, any other alone"""
    table, location = {}, None
    for line in lines:
        if line.startswith('\t'): table[location].append(line)
        elif line: location, table[line] = line, []
    return table


class History:
    """One seed: a disk, the engine that follows it, and what is done to both"""
    def __init__(self, seed, programs, folder):
        self.random = random.Random(seed)
        self.folder, self.programs = folder, programs
        self.database = f'{folder}/index'
        self.disk = operations.Disk(f'{folder}/disk', self.random)
        self.compared = 0
        self.environment = dict(os.environ, HOME=folder, XDG_CONFIG_HOME=f'{folder}/config', XDG_CONFIG_DIRS=f'{folder}/none', OFFPRINT_LIBEXECDIR=programs)
        self.engine = None
        self.start()

    def log(self, text):
        self.disk.log.append(f'-- {text}')

    def start(self):
        self.log('start')
        self.engine = follower.Follower(f'{self.programs}/engine', self.database, self.disk.followed, env=self.environment)
        for root in self.disk.roots:
            if root not in self.disk.followed: self.engine.forget(root)

    def end_engine(self):
        if self.engine and self.engine.process.poll() is None: self.engine.kill()
        self.disk.end_all_writing()

    def end(self):
        if self.random.random() < 0.4:
            self.log('stop')
            self.engine.stop()
        else:
            self.log('kill -9')
            self.engine.kill()

    def restart(self):
        self.end()
        for _ in range(self.random.randint(0, 15)): self.disk.do_anything()
        self.start()

    def overflow(self):
        """Nothing tells of what is done last."""
        self.log('freeze')
        self.engine.freeze()
        for _ in range(self.random.randint(0, 5)): self.disk.do_anything()
        try:
            names = [self.disk.roots[0] + b'/flood1.txt', self.disk.roots[0] + b'/flood2.txt']
            for name in names: self.disk.write(name)
            for number in range(OVERFLOW): os.utime(names[number % 2])
        except OSError:
            pass
        for _ in range(self.random.randint(0, 20)): self.disk.do_anything()
        self.log('thaw')
        self.engine.thaw()

    def change_roots(self):
        root = self.random.choice(self.disk.roots)
        if root not in self.disk.followed:
            self.disk.followed.append(root)
        elif len(self.disk.followed) > 1:
            self.disk.followed.remove(root)
        else:
            return
        self.log(f'follow {self.disk.followed}')
        self.engine.follow(self.disk.followed)
        if root not in self.disk.followed: self.engine.forget(root)

    def pause(self):
        self.log('pause')
        assert self.engine.ask('pause') == 'done'
        for _ in range(self.random.randint(0, 10)): self.disk.do_anything()
        self.log('resume')
        assert self.engine.ask('resume') == 'done'

    def flush(self):
        self.log('flush')
        self.engine.flush()

    def give_time(self):
        """A few answers are a few turns of its loop."""
        for _ in range(self.random.randint(1, 3)): self.engine.status()

    def rescan(self):
        self.log('rescan')
        self.engine.rescan()

    def compare(self):
        self.log('compare')
        self.disk.end_all_writing()
        if self.disk.unseen: self.rescan()
        self.disk.unseen = False
        self.engine.flush()
        fresh = f'{self.folder}/fresh'
        shutil.rmtree(fresh, ignore_errors=True)
        self.index(fresh)
        self.expect_equal(fresh)
        self.check()
        status = self.engine.status()
        assert status.state == 'idle', status
        self.compared += 1

    def offprint(self, *arguments):
        return tap.run([f'{self.programs}/offprint', *arguments], env=self.environment)

    def index(self, database):
        result = self.offprint('index', '--jobs', '1', '--database', database, *map(os.fsdecode, self.disk.followed))
        assert result.returncode in (0, 1), result

    def check(self):
        result = self.offprint('check', '--database', self.database)
        assert result.returncode == 0, result

    def dump(self, database, *options):
        result = tap.run([f'{self.programs}/dump-index', '--terms', '--failures', *options, database])
        assert result.returncode == 0, result
        return [self.without_link_times(line) for line in result.output.decode('utf-8', 'backslashreplace').splitlines()]

    def without_link_times(self, line):
        """A name of a file, made or removed where nobody looks, changes the status of all its names."""
        match = SIGNATURE.search(line)
        return SIGNATURE.sub(r'\1 * \3', line) if match and int(match[3]) in self.disk.linked else line

    def expect_equal(self, fresh, *options):
        dumps = [self.dump(database, *options) for database in (fresh, self.database)]
        if dumps[0] == dumps[1]: return
        raise AssertionError('the indexes differ:\n' + '\n'.join(line[:300] for line in self.tell_difference(*map(by_location, dumps))))

    def tell_difference(self, fresh, live):
        for location in sorted({*fresh, *live}):
            if fresh.get(location) == live.get(location): continue
            yield f'{"missing" if location not in live else "too much" if location not in fresh else "differs"}: {location}'
            if location in live and location in fresh:
                yield from [line for line in difflib.ndiff(fresh[location], live[location]) if line[0] in '-+'][:12]

    def step(self):
        chance = self.random.random()
        for share, action in ((0.010, self.restart), (0.003, self.overflow), (0.008, self.change_roots), (0.004, self.pause), (0.004, self.rescan),
                              (0.008, self.compare), (0.040, self.flush), (0.150, self.give_time)):
            if chance < share: return action()
            chance -= share

    def run(self, count):
        for _ in range(20): self.disk.create_many()
        for _ in range(count):
            self.disk.do_anything()
            self.step()
        self.compare()
        self.engine.stop()
        fresh = f'{self.folder}/fresh'
        for database in self.database, fresh:
            result = self.offprint('compact', '--database', database)
            assert result.returncode == 0, result
        self.expect_equal(fresh, '--synonyms')
        self.check()


def try_seed(seed, programs, folder, count):
    history = None
    try:
        history = History(seed, programs, folder)
        history.run(count)
        failed = sum(not line.startswith('--') and ': ' in line for line in history.disk.log)
        return f'{history.compared} comparisons; {failed} of {len(history.disk.log)} operations could not be done'
    except BaseException:
        if history: print('\n'.join(history.disk.log[-int(os.environ.get('OFFPRINT_MODEL_LOG', 60)):]))
        if history and history.engine: print(history.engine.said()[-2000:])
        raise
    finally:
        if history: history.end_engine()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('programs', nargs=3)
    parser.add_argument('seeds', type=int)
    parser.add_argument('first', type=int, nargs='?', default=1)
    parser.add_argument('--operations', type=int, default=500)
    parser.add_argument('--jobs', type=int, default=2)
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.seeds)
    apart.report([(f'seed {seed}', lambda programs, folder, seed=seed: try_seed(seed, programs, folder, options.operations)) for seed in seeds],
                 options.programs, options.jobs)


if __name__ == '__main__': main()
