#!/usr/bin/env python3
"""Proves an audit trail: audit.py DIRECTORY KEYFILE [SEQUENCE:SEAL].

Shares nothing with the server but the layout, which Sources/PiperollStore/Audit/AuditFormat.swift
says. Prints each record as a line of JSON, then the head. Exit 1: something is not as it was written.
"""
import hashlib, hmac, json, os, re, struct, sys

directory, keyfile = sys.argv[1:3]
key = bytes.fromhex(open(keyfile).read().strip())
seal = lambda data: hmac.new(key, data, hashlib.sha256).digest()
names = sorted(n for n in os.listdir(directory) if re.fullmatch('audit-[0-9a-f]{16}[.]log', n))
before, expected, heads, wrong = bytes(32), None, {}, []

for name in names:
    data = open(os.path.join(directory, name), 'rb').read()
    magic, version, _, trail, first, time, chained = struct.unpack_from('<8sII16sQq32s', data)
    if magic != b'PRPAUDIT' or version != 1 or int(name[6:22], 16) != first:
        wrong.append(f'{name}: header')
    if expected not in (None, first) or (expected is not None or first == 1) and chained != before:
        wrong.append(f'{name}: it does not follow')
    if not hmac.compare_digest(seal(chained + data[:96]), data[96:128]):
        wrong.append(f'{name}: seal of the header')
    before, expected, at = data[96:128], first, 128
    while at < len(data):
        if len(data) - at < 56: wrong.append(f'{name}: end at {at}'); break
        magic, size, first, count, zero = struct.unpack_from('<4sIQII', data, at)
        end = at + 24 + size
        if magic != b'AUB1' or first != expected or zero or end + 32 > len(data) \
                or not hmac.compare_digest(seal(before + data[at:end]), data[end:end + 32]):
            wrong.append(f'{name}: block at {at}'); break
        place = at + 24
        for sequence in range(first, first + count):
            length, what, sight, code, time, session, rows, *sizes = struct.unpack_from(
                '<IBBHqIIBBHHBB', data, place)
            texts, start = [], place + 32
            for n in sizes: texts.append(data[start:start + n].decode()); start += n
            if start != place + length: wrong.append(f'{name}: record {sequence}')
            place += length
            print(json.dumps(dict(zip(('user', 'address', 'target', 'said', 'before', 'after'), texts),
                                  sequence=sequence, what=what, data=sight, code=code, time=time,
                                  session=session, rows=rows)))
        if place != end: wrong.append(f'{name}: records of the block at {at}')
        before, expected, at = data[end:end + 32], first + count, end + 32
        heads[expected - 1] = before.hex()

if len(sys.argv) > 3:
    last, noted = sys.argv[3].split(':')
    if heads.get(int(last)) != noted: wrong.append(f'record {last} is not as it was noted')
print(json.dumps({'last': (expected or 1) - 1, 'seal': before.hex()}))
for line in wrong: print(line, file=sys.stderr)
sys.exit(1 if wrong else 0)
