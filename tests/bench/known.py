#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Known-item searches: is an article that somebody remembers among the first three hits? Needs shared/data beside the project, and says so where it is not there.

usage: known.py OFFPRINT [--recollq] [--handler=OFFPRINT_RECOLL] [--verbose]

Half of the searches were typed as by somebody who remembers the article (known-items.tsv: name of the page, query). The others are made by rule from a
sentence in the middle of an article: its rarest word and three others, of which one is misspelt and one inflected otherwise. With --recollq the same
searches are put to Recoll, joined by OR, in an index of its own of the same pages, and in ours as its external index; with --handler also in
one that our input handler read."""
import collections, json, os, random, re, shutil, subprocess, sys, tarfile, tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE.parent.parent.parent / 'shared' / 'data'
SETS = ['fundus', 'n4k-aed', 'trafilatura', 'wcxb-dev']
MADE = 64
ENDINGS = {'en': ['s', 'ed', 'ing'], 'de': ['en', 'er', 'es', 'e'], 'fr': ['s', 'es'], 'es': ['s', 'es'], 'it': ['i', 'e']}
CUT = {'en': r'(ing|ed|es|s)$', 'de': r'(en|er|es|e|s)$', 'fr': r'(es|s|e)$', 'es': r'(es|s|a|o)$', 'it': r'(i|e|a|o)$'}


def read_records(offprint, pages):
    records = []
    for at in range(0, len(pages), 200):
        run = subprocess.run([offprint, 'extract', '--json', *map(str, pages[at:at + 200])], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        records += map(json.loads, run.stdout.decode().splitlines())
    return records


def split(text): return re.findall(r'[^\W\d_]{3,}', text.lower())


def misspell(word, rng):
    at = rng.randrange(1, len(word) - 1)
    return rng.choice([word[:at] + word[at + 1:], word[:at] + word[at + 1] + word[at] + word[at + 2:], word[:at] + word[at] + word[at:]])


def inflect(word, language, rng):
    stem = re.sub(CUT[language], '', word)
    choices = [stem + ending for ending in ENDINGS[language] if stem + ending != word]
    return rng.choice(choices) if len(stem) >= 4 else word


def make_query(words, frequency, language, rng):
    """The rarest word and three others of the sentence, as they stand in it"""
    known = [w for w in dict.fromkeys(words) if len(w) >= 5]
    if len(known) < 6: return None
    rare = min(known, key=lambda w: frequency[w])
    others = [w for w in known if w != rare and frequency[w] >= 5]
    if len(others) < 3 or frequency[rare] > 20: return None
    chosen = [rare, *rng.sample(others, 3)]
    wrong, other = rng.sample(range(4), 2)
    chosen[wrong], chosen[other] = misspell(chosen[wrong], rng), inflect(chosen[other], language, rng)
    return ' '.join(chosen)


def make_searches(records):
    rng = random.Random('known items')
    frequency = collections.Counter(word for record in records for word in set(split(record['text'] or '')))
    records = [r for r in records if (r['language'] or '')[:2] in ENDINGS and r['words'] >= 200]
    rng.shuffle(records)
    searches = []
    for record in records:
        sentences = re.split(r'(?<=[.!?])\s+', record['text'])
        middle = sentences[len(sentences) // 3:len(sentences) * 2 // 3]
        rng.shuffle(middle)
        queries = (make_query(split(s), frequency, record['language'][:2], rng) for s in middle)
        query = next(filter(None, queries), None)
        if query: searches.append((Path(record['path']).stem, query))
        if len(searches) == MADE: break
    return searches


def search(command, query):
    run = subprocess.run([*command, '--', query], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def index_by_recoll(folder, name, pages, handler=None):
    configuration = Path(folder, name)
    configuration.mkdir()
    (configuration / 'recoll.conf').write_text(f'topdirs = {pages}\nloglevel = 1\n')
    if handler:
        (configuration / 'mimemap').write_text(f'[{pages}]\n.html = text/x-saved-article\n')
        (configuration / 'mimeconf').write_text(f'[index]\ntext/x-saved-article = execm {os.path.abspath(handler)}\n')
    subprocess.run(['recollindex', '-c', configuration], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return [str(configuration)]


def search_recoll(arguments, query):
    run = subprocess.run(['recollq', '-c', *arguments, '-n', '3', '-o', '-F', 'url', query], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    import base64
    return [base64.b64decode(line.split()[0]).decode() for line in run.stdout.decode().splitlines() if re.fullmatch(r'[A-Za-z0-9+/=]+ ?', line)]


def main():
    offprint, options = os.path.abspath(sys.argv[1]), sys.argv[2:]
    if not DATA.exists(): return print(f'skipped: {DATA} is not there')
    with tempfile.TemporaryDirectory() as folder:
        for name in SETS:
            with tarfile.open(DATA / f'{name}.tar.xz') as tar: tar.extractall(f'{folder}/pages/{name}')
        pages = sorted(Path(folder, 'pages').rglob('*.html'))
        records = read_records(offprint, pages)
        titles = {Path(r['path']).stem: r['title'] for r in records}
        subprocess.run([offprint, 'index', '--database', f'{folder}/db', f'{folder}/pages'], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        ways, handler = {}, next((o.partition('=')[2] for o in options if o.startswith('--handler=')), None)
        if '--recollq' in options:
            Path(folder, 'nothing').mkdir()
            ways['recollq -o'] = index_by_recoll(folder, 'stock', f'{folder}/pages')
            ways['external index'] = [*index_by_recoll(folder, 'external', f'{folder}/nothing'), '-i', f'{folder}/db']
        if handler: ways['handler'] = index_by_recoll(folder, 'handler', f'{folder}/pages', handler)
        remembered = [line.split('\t') for line in (HERE / 'known-items.tsv').read_text().splitlines()]
        for kind, searches in (('remembered', remembered), ('made by rule', make_searches(records))):
            found, first, recoll, missed = 0, 0, collections.Counter(), []
            for page, query in searches:
                hits = search([offprint, 'search', '--database', f'{folder}/db', '--json', '--limit', '3', *[o for o in options if o not in ('--recollq', '--verbose') and not o.startswith('--handler')]], query)
                good = [Path(h['path']).stem == page or h['title'] == titles.get(page) for h in hits]
                found += any(good); first += good[:1] == [True]
                if not any(good): missed.append((page, query, [Path(h['path']).stem for h in hits]))
                for way, arguments in ways.items(): recoll[way] += any(page in url for url in search_recoll(arguments, query))
            print(f'{kind}: {len(searches)} searches, in the first three {found} ({found / len(searches):.1%}), first {first}'
                  + ''.join(f', {way} {recoll[way]} ({recoll[way] / len(searches):.1%})' for way in ways))
            if '--verbose' in options:
                for miss in missed: print('  missed', *miss, sep='\t')


main()
