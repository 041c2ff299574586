#!/usr/bin/env python3
"""How names are folded for a search, in the words of Python's unicodedata.

fold.py --table    writes Sources/PiperollLedger/Search/FoldTable.swift anew
fold.py FILE       prints each of its lines folded; FoldingTests hold the server's against it

A scalar is decomposed (NFKD), loses its marks, and is case-folded. A letter of the list below, which
Unicode does not decompose, becomes the letters that people type for it.
"""
import collections, re, sys, unicodedata

TYPED = {
    'æ': 'ae', 'œ': 'oe', 'þ': 'th', 'ø': 'o', 'đ': 'd', 'ð': 'd', 'ħ': 'h', 'ı': 'i', 'ĸ': 'k', 'ł': 'l',
    'ŋ': 'n', 'ŧ': 't', 'ƀ': 'b', 'ɓ': 'b', 'ȼ': 'c', 'ɖ': 'd', 'ɗ': 'd', 'ɇ': 'e', 'ɛ': 'e', 'ə': 'e',
    'ƒ': 'f', 'ǥ': 'g', 'ɠ': 'g', 'ɨ': 'i', 'ɉ': 'j', 'ƙ': 'k', 'ƚ': 'l', 'ɲ': 'n', 'ɔ': 'o', 'ƥ': 'p',
    'ɍ': 'r', 'ƭ': 't', 'ⱦ': 't', 'ʉ': 'u', 'ƴ': 'y', 'ɏ': 'y', 'ƶ': 'z', 'ⱥ': 'a',
    # The same Arabic letter on keyboards of other languages.
    'ى': 'ي', 'ی': 'ي', 'ک': 'ك',
}
# Behind it are alphabets of mathematics and ideographs that no keyboard has.
END = 0x1D000
JOINED = set("'`\u00b4\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u2032\uff07.\uff0e&\uff06\u00b7\u30fb")


def is_mark(c):
    """Whether it is left out: accents and points, not the vowels and viramas of Indic scripts."""
    order = unicodedata.combining(c)
    if unicodedata.category(c) in ('Cf', 'Me') or 0xFE00 <= ord(c) <= 0xFE0F:
        return True
    return order not in (0, 9) and not 84 <= order <= 132


def letters(text):
    for _ in range(2):
        text = unicodedata.normalize('NFKD', text)
        text = ''.join(c for c in text if not is_mark(c)).casefold()
    text = unicodedata.normalize('NFKD', text)
    # Signs in it, as in a half or a number in brackets, are blanks.
    return ''.join(TYPED.get(c, c) if is_kept(c) else ' ' for c in text if not is_mark(c))


def is_kept(c):
    return unicodedata.category(c)[0] in 'LN' or unicodedata.category(c) in ('Mc', 'Mn', 'Co')


def fold(text):
    """The words of a name. Signs within a word are dropped, all other signs are blanks."""
    out = ''
    for c in text:
        if c in JOINED or unicodedata.category(c) == 'Pd':
            continue
        if is_mark(c):
            continue
        out += letters(c) if is_kept(c) else ' '
    jamo = lambda found: unicodedata.normalize('NFC', found[0])
    out = re.sub('[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?', jamo, out)
    return ' '.join(out.split())


def rows():
    """What letters become, and the letters that become it, without those that have a small form."""
    found = collections.defaultdict(list)
    for number in range(0x80, END):
        c = chr(number)
        if 0xD800 <= number < 0xE000 or 0xAC00 <= number < 0xD7A4:
            continue
        if not is_kept(c) or is_mark(c):
            continue
        if len(c.lower()) == 1 and c.lower() != c:
            continue
        if letters(c) != c:
            found[letters(c)].append(number)
    return found


def runs(numbers):
    first = last = numbers[0]
    for number in numbers[1:] + [None]:
        if number is not None and number == last + 1:
            last = number
            continue
        yield '%x' % first if first == last else '%x-%x' % (first, last)
        first = last = number


def table():
    lines = ['']
    for target, numbers in sorted(rows().items()):
        row = [('+'.join('%x' % ord(c) for c in target) or '0') + ':'] + list(runs(numbers))
        for word in row:
            if len(lines[-1]) + len(word) + 1 > 96:
                lines.append('')
            lines[-1] += (' ' if lines[-1] else '') + word
    return lines


if __name__ == '__main__':
    if '--table' in sys.argv:
        with open('Sources/PiperollLedger/Search/FoldTable.swift', 'w') as file:
            file.write('/// What letters and digits become when they are folded (see `Folding`): the scalars, `:`, and\n'
                       '/// those that become them, in hexadecimal; 0 is nothing. Made by `Tests/Acceptance/fold.py --table`\n'
                       '/// from Unicode %s, and not to be edited.\n' % unicodedata.unidata_version)
            file.write('let foldTable = """\n')
            file.writelines('  %s\n' % line for line in table())
            file.write('  """\n')
    else:
        for line in open(sys.argv[1], 'rb'):
            sys.stdout.buffer.write((fold(line.decode()[:-1]) + '\n').encode())
