"""What comes: cut anywhere, in any format, with hostile text in it."""

from __future__ import annotations

import datetime
import random
import unittest
from decimal import Decimal
from typing import List, Sequence, Union

import piperoll
from piperoll import ProtocolFault, Push, Refused, Reply, ReplyReader, Status, TryLater

HOSTILE = [
    ". 200 OK rows=0", "..", ".", "* PAID seq=1", "# matches", "@1 200 OK", "\\N", "\\", "\t",
    "", " ", ";", " ; ", '"', "a=b", "\u2028\u2029\x85", "\u0301combining", "日本語", "-- <<",
]
"""Cells and values that look like something else; none of it may be taken for that."""


def cell(text: str) -> str:
    """As a server writes it."""
    text = text.replace("\\", "\\\\").replace("\t", "\\t")
    return "\\" + text if text.startswith("#") else text


def stream() -> bytes:
    """Replies of each kind, with pushes between them and rows of hostile text."""
    lines = ["@1 200 OK user=ann", '* CALL seq=1 entry=7 name="a ; b=\\"c\\""']
    lines += ["210+ DATA account=T-1", "# first", "name\tother"]
    rows = [cell(one) + "\t" + cell(other) for one in HOSTILE for other in HOSTILE]
    lines += ["." + row if row.startswith(".") else row for row in rows]
    lines += ["# empty", "column", "# one", "column", "\\N", f". 200 OK rows={len(rows) + 1}"]
    lines += ["* LOST n=44", "@2 540 NOTFOUND rule=account_not_found ; no account T-9", "205 BYE"]
    return "".join(line + "\r\n" for line in lines).encode()


def shown(items: Sequence[Union[Reply, Push]]) -> List[object]:
    return [item if isinstance(item, Push) else (item.verbatim, item.sections) for item in items]


class Framing(unittest.TestCase):
    def check(self, items: Sequence[Union[Reply, Push]]) -> None:
        first, call, block, lost, refusal, bye = items
        assert isinstance(block, Reply) and isinstance(refusal, Reply) and isinstance(bye, Reply)
        self.assertEqual(call, Push("CALL", {"seq": "1", "entry": "7", "name": 'a ; b="c"'}))
        self.assertEqual(lost, Push("LOST", {"n": "44"}))
        self.assertEqual([one.name for one in block.sections], ["first", "empty", "one"])
        rows = [(row["name"], row["other"]) for row in block.rows("first")]
        self.assertEqual(rows, [(one, other) for one in HOSTILE for other in HOSTILE])
        self.assertEqual(block.rows("empty"), [])
        self.assertIsNone(block.rows("one")[0]["column"])
        self.assertEqual((refusal.code, refusal.first.tag, bye.code), (540, "2", 205))

    def test_bytes_may_come_in_any_pieces(self) -> None:
        data = stream()
        whole = ReplyReader().feed(data)
        self.check(whole)
        for size in [1, 2, 3, 7, 64]:
            reader = ReplyReader()
            pieces = [data[at:at + size] for at in range(0, len(data), size)]
            items = [item for piece in pieces for item in reader.feed(piece)]
            self.assertEqual(shown(items), shown(whole), f"in pieces of {size}")
            self.assertTrue(reader.is_idle)

    def test_bytes_may_be_split_at_each_place(self) -> None:
        data = stream()
        whole = shown(ReplyReader().feed(data))
        for at in range(len(data)):
            reader = ReplyReader()
            items = reader.feed(data[:at])
            items += reader.feed(data[at:])
            self.assertEqual(len(items), len(whole), f"split at {at}")
        self.assertEqual(shown(items), whole)

    def test_what_is_no_reply_is_told(self) -> None:
        for data in [
            b"HTTP/1.1 200 OK\r\n", b"20 OK\r\n", b"2000 OK\r\n", b"\r\n", b"200OK\r\n",
            b"\xff\r\n", b"099 NO\r\n", b"210+ DATA\r\n. done\r\n", b'200 OK a="\\q"\r\n',
            b"x" * (1 << 21),
        ]:
            with self.subTest(data=data[:30]), self.assertRaises(ProtocolFault):
                ReplyReader().feed(data)

    def test_garbage_is_a_fault_or_a_reply_and_nothing_else(self) -> None:
        luck = random.Random(7)
        pieces = [
            b"200 OK", b"210+ DATA", b"\r\n", b"\n", b". ", b"..", b"# a\r\nb\r\n", b"\t", b"\\",
            b"* X", b'k="', b'"', b" ; ", b"@1 ", b"\xc3", b"=", b"fmt=jsonl", b'{"section":1}']
        for _ in range(20_000):
            data = b"".join(luck.choice(pieces) for _ in range(luck.randrange(12)))
            try:
                for item in ReplyReader().feed(data):
                    if isinstance(item, Reply) and item.format in ("", "tsv", "jsonl"):
                        item.sections
            except ProtocolFault:
                pass


class StatusLines(unittest.TestCase):
    def test_a_status_line_has_its_parts(self) -> None:
        status = Status(
            r'@a.7 201 CREATED entry=3 name="J \"Q\" ; \u00e9" x= odd balance=-5.00 ; a=b ; c')
        self.assertEqual((status.tag, status.code, status.name), ("a.7", 201, "CREATED"))
        self.assertEqual(status.fields, {
            "entry": "3", "name": 'J "Q" ; é', "x": "", "balance": "-5.00"})
        self.assertEqual(status.text, "a=b ; c")
        self.assertEqual(Status("299 NEW-WORD").name, "NEW-WORD")
        self.assertTrue(Status("210+ DATA").has_block)

    def test_the_last_code_counts_unless_it_is_200(self) -> None:
        for first, last, code, refused in [
            ("210+ DATA", "200 OK", 210, False), ("201+ CREATED", "200 OK", 201, False),
            ("210+ DATA", "551 PARTIAL refused=1", 551, True),
            ("210+ DATA", "421 CLOSING", 421, True),
        ]:
            reply = Reply(Status(first), ["# a", "b"], Status(last))
            self.assertEqual((reply.code, reply.is_refused), (code, refused))

    def test_what_waits_for_an_approval_says_so(self) -> None:
        self.assertTrue(Reply(Status("264 PENDING approval=26")).is_pending)
        rows = Reply(Status("210+ DATA"), [], Status("200 OK rows=2 pending=1"))
        self.assertTrue(rows.is_pending)
        self.assertFalse(Reply(Status("201 CREATED entry=3")).is_pending)

    def test_a_refusal_has_its_parts(self) -> None:
        refusal = piperoll._refusal(Reply(Status(
            "504 BADVALUE key=fmt col=20 ; one of tsv table jsonl; type: REPORT CONTROL fmt=tsv")))
        self.assertEqual((refusal.code, refusal.key, refusal.column), (504, "fmt", 20))
        self.assertEqual((refusal.text, refusal.fix), (
            "one of tsv table jsonl", "REPORT CONTROL fmt=tsv"))
        refusal = piperoll._refusal(Reply(Status("550 INVALID rule=date_far row=3 ; too far")))
        self.assertEqual((refusal.rule, refusal.row, refusal.fix), ("date_far", 3, None))
        self.assertIs(type(piperoll._refusal(Reply(Status("530 AUTH")))), piperoll.LoginRefused)
        self.assertIs(type(piperoll._refusal(Reply(Status("451 ABORTED n=2 code=550")))), Refused)
        later = piperoll._refusal(Reply(Status("430 OVERLOAD after=8")))
        assert isinstance(later, TryLater)
        self.assertEqual(later.after, 8.0)


class Values(unittest.TestCase):
    def test_a_text_is_read_as_what_it_is_asked_for(self) -> None:
        row = piperoll.Row({
            "open": "-12.50", "n": "7", "due": "2026-11-27", "at": "2026-11-27T20:00:00Z",
            "recorded": "2026-11-23T12:00:00.120Z", "none": None, "account": "2026-11-23"})
        self.assertEqual(row.amount("open"), Decimal("-12.50"))
        self.assertEqual(str(row.amount("open")), "-12.50")
        self.assertEqual((row.integer("n"), row.amount("n")), (7, Decimal(7)))
        self.assertEqual(row.date("due"), datetime.date(2026, 11, 27))
        self.assertEqual(row.time("at"), datetime.datetime(
            2026, 11, 27, 20, tzinfo=datetime.timezone.utc))
        self.assertEqual(row.time("recorded"), datetime.datetime(
            2026, 11, 23, 12, 0, 0, 120_000, datetime.timezone.utc))
        self.assertEqual(row["account"], "2026-11-23")
        for read in (row.amount, row.integer, row.date, row.time):
            self.assertIsNone(read("none"))
        with self.assertRaisesRegex(KeyError, "there are open, n, due"):
            row["balance"]
        for wrong, name in [("amount", "due"), ("integer", "open"), ("date", "at"),
                            ("time", "due"), ("date", "n")]:
            with self.assertRaises(ValueError):
                getattr(row, wrong)(name)

    def test_digits_of_other_scripts_are_no_numbers(self) -> None:
        row = piperoll.Row({"a": "٣", "b": "1_000", "c": " 1", "d": "1e3", "e": "NaN"})
        for name in "abcde":
            for read in (row.amount, row.integer):
                with self.subTest(name=name), self.assertRaises(ValueError):
                    read(name)


class Formats(unittest.TestCase):
    def test_jsonl_and_tsv_come_to_the_same(self) -> None:
        rows = ["# a", "n\ttext", "7\t\\N", "8\t\\# x\\ty"]
        tsv = Reply(Status("210+ DATA"), rows, Status("200 OK"))
        jsonl = Reply(Status("210+ DATA fmt=jsonl"), [
            '{"section":"a","n":7,"text":null}', '{"section":"a","n":8,"text":"# x\\ty"}',
        ], Status("200 OK"))
        self.assertEqual(tsv.rows(), jsonl.rows())
        self.assertEqual(tsv.rows("a"), tsv.rows())
        self.assertEqual(tsv.rows("b"), [])

    def test_a_table_and_a_file_have_lines(self) -> None:
        for fmt in ("table", "text"):
            reply = Reply(Status(f"210+ DATA fmt={fmt}"), ["a  b"], Status("200 OK"))
            self.assertEqual(reply.lines, ["a  b"])
            with self.assertRaisesRegex(ValueError, "fmt=tsv"):
                reply.rows()

    def test_rows_that_do_not_fit_are_faults(self) -> None:
        for lines in [["a\tb"], ["# a"], ["# a", "b\tc", "1"], ["# a", "b", "1\t2"],
                      ["# a", "b", "\\x"]]:
            with self.subTest(lines=lines), self.assertRaises(ProtocolFault):
                Reply(Status("210+ DATA"), lines, Status("200 OK")).sections
        for line in ["[]", "7", "{}", '{"section":"a","b":[1]}', '{"section":"a","b":true}', "{"]:
            with self.subTest(line=line), self.assertRaises(ProtocolFault):
                Reply(Status("210+ DATA fmt=jsonl"), [line], Status("200 OK")).sections


if __name__ == "__main__":
    unittest.main()
