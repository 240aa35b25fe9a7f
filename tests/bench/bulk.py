#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Indexes one folder with Offprint, recollindex and omindex, in turns, and prints what each costs.

usage: bulk.py OFFPRINT FOLDER [--runs N] [--jobs N]
Prints a table: CPU and wall seconds (median over the runs), peak resident memory, bytes of the index; then the same for a run with nothing changed, and
for one with 1% of the files changed (in a copy of the folder). Not a test: it asserts nothing about time."""
import argparse, os, shutil, statistics, subprocess, sys, tempfile, time
from pathlib import Path


def size_of(folder):
    return sum(f.stat().st_size for f in Path(folder).rglob('*') if f.is_file())


def measure(command, environment):
    start = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1): sys.exit(f'{command}: exit status {process.returncode}')
    return dict(cpu=usage.ru_utime + usage.ru_stime, wall=time.monotonic() - start, peak=usage.ru_maxrss / 1024)


class Offprint:
    def __init__(self, program, work, folder, jobs):
        self.database = work / 'offprint'
        self.command = [program, 'index', '--database', str(self.database), *(['--jobs', str(jobs)] if jobs else []), str(folder)]
        self.environment = dict(os.environ)

    def reset(self): shutil.rmtree(self.database, ignore_errors=True)


class Recoll:
    def __init__(self, work, folder):
        self.work, self.database = work / 'recoll', work / 'recoll' / 'xapiandb'
        self.folder = folder
        self.command = ['recollindex', '-c', str(self.work)]
        self.environment = dict(os.environ, HOME=str(work))

    def reset(self):
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        (self.work / 'recoll.conf').write_text(f'topdirs = {self.folder}\nloglevel = 1\n')


class Omega:
    def __init__(self, work, folder):
        self.database = work / 'omega'
        self.command = ['omindex', '-i', '--db', str(self.database), '--url', '/', str(folder)]
        self.environment = dict(os.environ)

    def reset(self): shutil.rmtree(self.database, ignore_errors=True)


def report(title, results):
    print(f'\n{title}\n{"":12} {"CPU s":>8} {"wall s":>8} {"peak MiB":>9} {"index MB":>9}')
    for name, runs in results.items():
        median = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        print(f'{name:12} {median["cpu"]:8.2f} {median["wall"]:8.2f} {median["peak"]:9.1f} {median.get("bytes", 0) / 1e6:9.1f}')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('offprint')
    parser.add_argument('folder')
    parser.add_argument('--runs', type=int, default=1)
    parser.add_argument('--jobs', type=int)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix='offprint-bench-') as temporary:
        work, folder = Path(temporary), Path(temporary) / 'articles'
        shutil.copytree(options.folder, folder)
        peers = {'offprint': Offprint(os.path.abspath(options.offprint), work, folder, options.jobs), 'recollindex': Recoll(work, folder), 'omindex': Omega(work, folder)}
        peers = {name: peer for name, peer in peers.items() if shutil.which(peer.command[0])}
        bulk, unchanged, changed = ({name: [] for name in peers} for _ in range(3))
        files = sorted(f for f in folder.rglob('*') if f.is_file())
        for _ in range(options.runs):
            for name, peer in peers.items():
                peer.reset()
                bulk[name].append(dict(measure(peer.command, peer.environment), bytes=size_of(peer.database)))
            for name, peer in peers.items(): unchanged[name].append(measure(peer.command, peer.environment))
            for file in files[::100]:
                with open(file, 'ab') as text: text.write(b'<p>One more sentence about a walrus.</p>\n')
            for name, peer in peers.items(): changed[name].append(measure(peer.command, peer.environment))
        report(f'{len(files)} new files', bulk)
        report('nothing changed', unchanged)
        report(f'{len(files[::100])} files changed', changed)


main()
