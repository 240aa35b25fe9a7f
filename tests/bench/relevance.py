#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Ranking on judged collections, with the peers on the same texts: mean nDCG@10. Needs shared/data beside the project, and says so where it is not there.

usage: relevance.py OFFPRINT [COLLECTION...]      a collection: a name in shared/data/relevance, or a folder with docs.jsonl, queries.jsonl, qrels.tsv

Every text is written as a saved clipping (title, blank line, text). `search` is asked with and without expansion; recollq gets the same words joined by
OR and, as typed, by AND; quest (Xapian's own query tool) searches our index for their stems."""
import base64, json, math, os, re, subprocess, sys, tarfile, tempfile
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


class Searches:
    """One function a peer: a query in, names of articles out, the best first."""
    def __init__(self, offprint, collection, folder):
        self.offprint, self.database, self.recoll = offprint, folder / 'db', folder / 'recoll'
        subprocess.run([offprint, 'index', '--database', self.database, collection.articles], check=True, stdout=subprocess.DEVNULL)
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
    names = sys.argv[2:] or [path.name.split('.')[0] for path in sorted(DATA.glob('*.tar.xz'))]
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
