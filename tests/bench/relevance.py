#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Ranking on judged collections, with the peers on the same texts: mean nDCG@10. Needs shared/data beside the project, and says so where it is not there.

usage: relevance.py OFFPRINT [COLLECTION...]                 a collection: a name in shared/data/relevance, or a folder with docs.jsonl, queries.jsonl, qrels.tsv
       relevance.py OFFPRINT --choose BENCH [COLLECTION...]   BENCH: build/tests/bench/bench-relevance

Every text is written as a saved clipping (title, blank line, text). `search` is asked with and without expansion; recollq gets the same words joined by
OR and, as typed, by AND; quest (Xapian's own query tool) searches our index for their stems.

With --choose the weights of the ranking are cross-validated: of all settings of a grid the one that is best on some queries (the mean over the collections
counts) is tried on the others: on every second query of each collection, then the other way round; and on each collection alone, then on the others. What is
chosen on all queries stands below. A setting whose gain on what it was not chosen by is no better than that of the ranking as it is, is no reason to change it."""
import base64, itertools, json, math, os, re, subprocess, sys, tarfile, tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE.parent.parent.parent / 'shared' / 'data' / 'relevance'


def run(command): return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()


def gain(found, wanted):
    dcg = sum(1 / math.log2(rank + 2) for rank, name in enumerate(found[:10]) if name in wanted)
    return dcg / sum(1 / math.log2(rank + 2) for rank in range(min(10, len(wanted))))


class Collection:
    def __init__(self, source, folder):
        if not (source / 'docs.jsonl').exists():
            with tarfile.open(f'{source}.tar.xz') as tar: tar.extractall(folder)
            source = folder / source.name
        self.articles = folder / 'articles'
        self.articles.mkdir()
        for document in self.read(source / 'docs.jsonl'):
            title = document['title'] + '\n\n' if document['title'] else ''
            (self.articles / f"{document['id']}.txt").write_text(title + document['text'] + '\n')
        self.wanted = {}
        for line in (source / 'qrels.tsv').read_text().splitlines():
            query, document, grade = line.split('\t')
            if int(grade) > 0: self.wanted.setdefault(query, set()).add(document)
        self.queries = [q for q in self.read(source / 'queries.jsonl') if q['id'] in self.wanted]

    def read(self, path): return [json.loads(line) for line in path.read_text().splitlines()]

    def score(self, search):
        return sum(gain(search(q['text']), self.wanted[q['id']]) for q in self.queries) / len(self.queries)


GRID = {'weighting': ['ineb2 1', 'ineb2 1.5', 'ineb2 2'], 'title': [.15, .25, .35], 'pair': [.05, .1], 'expansion': [.1, .2, .3]}


def mean(numbers):
    numbers = list(numbers)
    return sum(numbers) / len(numbers)


class Choice:
    """Gains of each setting on each query of each collection; setting '' is the ranking as it is."""
    def __init__(self, bench):
        self.bench = bench
        self.settings = [''] + [','.join(f'{name}={value}' for name, value in zip(GRID, values)) for values in itertools.product(*GRID.values())]
        self.gains = {}

    def measure(self, name, collection, database):
        texts = [' '.join(q['text'].split()) for q in collection.queries]
        output = subprocess.run([self.bench, database, *self.settings], input='\n'.join(texts), stdout=subprocess.PIPE, text=True, check=True).stdout
        found = [line.split('\t') for line in output.split('\n')]
        for at, setting in enumerate(self.settings):
            answers = found[at * len(texts):(at + 1) * len(texts)]
            self.gains[setting, name] = [gain(hits, collection.wanted[q['id']]) for hits, q in zip(answers, collection.queries)]

    def score(self, setting, parts):
        """parts: names of collections, and which of their queries"""
        return mean(mean(self.gains[setting, name][part]) for name, part in parts)

    def best(self, parts): return max(self.settings, key=lambda setting: self.score(setting, parts))

    def try_on(self, chosen_by, title, parts, tried_on):
        setting = self.best(parts)
        print(f'| {chosen_by} | {setting or "as it is"} | {self.score(setting, parts):.4f} | {title} | {self.score(setting, tried_on):.4f} | {self.score("", tried_on):.4f} |')

    def report(self, names):
        even, odd, whole = ([(name, part) for name in names] for part in (slice(0, None, 2), slice(1, None, 2), slice(None)))
        print('| chosen by | setting | there | tried on | there | as it is |\n|---|---|---|---|---|---|')
        self.try_on('even queries', 'odd queries', even, odd)
        self.try_on('odd queries', 'even queries', odd, even)
        for name in names if len(names) > 1 else []:
            self.try_on(name, 'the others', [(name, slice(None))], [(other, slice(None)) for other in names if other != name])
        self.try_on('all', 'all', whole, whole)
        scores = sorted(self.score(setting, whole) for setting in self.settings)
        print(f'{len(self.settings) - 1} settings: from {scores[0]:.4f} to {scores[-1]:.4f}, median {scores[len(scores) // 2]:.4f}; as it is {self.score("", whole):.4f}')


def choose(offprint, bench, names):
    choice = Choice(bench)
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(name) if Path(name).exists() else DATA / name
            collection = Collection(source, Path(folder))
            index(offprint, Path(folder) / 'db', collection)
            choice.measure(name, collection, Path(folder) / 'db')
    choice.report(names)


def index(offprint, database, collection):
    subprocess.run([offprint, 'index', '--database', database, collection.articles], check=True, stdout=subprocess.DEVNULL)


class Searches:
    """One function a peer: a query in, names of articles out, the best first."""
    def __init__(self, offprint, collection, folder):
        self.offprint, self.database, self.recoll = offprint, folder / 'db', folder / 'recoll'
        index(offprint, self.database, collection)
        self.recoll.mkdir()
        (self.recoll / 'recoll.conf').write_text(f'topdirs = {collection.articles}\nloglevel = 1\n')
        run(['recollindex', '-c', self.recoll])

    def ours(self, text, *options):
        lines = run([self.offprint, 'search', '--database', self.database, '--json', '--limit', '10', *options, '--', text]).splitlines()
        return [Path(json.loads(line)['path']).stem for line in lines]

    def plain(self, text): return self.ours(text, '--no-expand')

    def recollq(self, text, *options):
        words = re.sub(r'[^\w\s]', ' ', text)
        lines = run(['recollq', '-c', self.recoll, '-n', '10', *options, '-F', 'url', words]).splitlines()
        fields = [line.split() for line in lines]
        return [Path(base64.b64decode(f[0]).decode()).stem for f in fields if len(f) == 1 and re.fullmatch(r'[A-Za-z0-9+/=]{12,}', f[0])]

    def recollq_or(self, text): return self.recollq(text, '-o')

    def quest(self, text):
        words = re.sub(r'[^\w\s]', ' ', text)
        lines = run(['quest', '-d', self.database, '-s', 'english', '-o', 'or', '-m', '10', '--', words]).splitlines()
        return [Path(line[4:]).stem for line in lines if line.startswith('url=')]


def main():
    if not DATA.exists(): return print(f'skipped: {DATA} is not there')
    offprint = os.path.abspath(sys.argv[1])
    arguments, bench = sys.argv[2:], None
    if arguments[:1] == ['--choose']: bench, arguments = os.path.abspath(arguments[1]), arguments[2:]
    names = arguments or [path.name.split('.')[0] for path in sorted(DATA.glob('*.tar.xz'))]
    if bench: return choose(offprint, bench, names)
    columns = ['ours', 'plain', 'recollq_or', 'recollq', 'quest']
    print('| collection | queries | search | without expansion | recollq, OR | recollq as typed | quest |\n|---|---|---|---|---|---|---|')
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(name) if Path(name).exists() else DATA / name
            collection = Collection(source, Path(folder))
            searches = Searches(offprint, collection, Path(folder))
            scores = [collection.score(getattr(searches, column)) for column in columns]
            print(f'| {source.name} | {len(collection.queries)} | ' + ' | '.join(f'{score:.4f}' for score in scores) + ' |', flush=True)


main()
