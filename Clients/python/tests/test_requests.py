"""What is sent: values, quotes, rows, and which requests may be sent twice."""

from __future__ import annotations

import datetime
import unittest
from decimal import Decimal

from piperoll import Request, RequestError, caller_number

UTC = datetime.timezone.utc


class Lines(unittest.TestCase):
    def line(self, *arguments: object, **keys: object) -> str:
        return Request("LOOKUP NAME", *arguments, **keys).line  # type: ignore[arg-type]

    def test_a_value_has_quotes_where_the_protocol_wants_them(self) -> None:
        for value, written in [
            ("T-1042", "T-1042"), ("+12125550147", "+12125550147"), ("O'Brien", "O'Brien"),
            ("", '""'), ("Jane Doe", '"Jane Doe"'), ("a\tb", r'"a\tb"'), ('J "J"', r'"J \"J\""'),
            ("a=b", '"a=b"'), ("--", '"--"'), ("<<", '"<<"'), ("a\\b", r'"a\\b"'),
            ("José", "José"), ("a\u2028b", '"a\u2028b"'),
        ]:
            with self.subTest(value=value):
                self.assertEqual(self.line(value), f"LOOKUP NAME {written}")
                self.assertEqual(self.line(name=value), f"LOOKUP NAME name={written}")

    def test_a_value_is_spelled_as_its_type(self) -> None:
        for value, written in [
            (Decimal("1250.00"), "1250.00"), (Decimal("1E+3"), "1000"), (7, "7"), (True, "yes"),
            (False, "no"), (datetime.date(2026, 11, 23), "2026-11-23"),
            (["INV-1:20.00", "INV-2"], "INV-1:20.00,INV-2"), ((17, 18), "17,18"),
            (datetime.datetime(2026, 11, 27, 15, 0), "2026-11-27/15:00"),
            (datetime.datetime(2026, 11, 23, 16, 46, 24, 120500, UTC), "2026-11-23T16:46:24.120Z"),
        ]:
            with self.subTest(value=value):
                self.assertEqual(self.line(value), f"LOOKUP NAME {written}")

    def test_what_no_line_can_hold_is_not_sent(self) -> None:
        for value in [
            "a\nb", "a\rb", "\0", "\x1b[2J", "\x7f", "\x9b", "\u202e", "\u2066", "\ufeff", "\ud800",
            1.5, Decimal("NaN"), Decimal("Infinity"), object(), b"bytes", None,
        ]:
            with self.subTest(value=repr(value)), self.assertRaises(RequestError):
                self.line(value)
        for bad in ["", "LOOKUP NAME x=1", "LOOKUP\nPING", "@1 PING", "PING <<", "LOOKUP  NAME"]:
            with self.subTest(command=bad), self.assertRaises(RequestError):
                Request(bad)

    def test_a_key_may_be_a_word_of_python(self) -> None:
        line = Request("REPORT RECEIPTS", from_="-1w", as_of="today", by=None).line
        self.assertEqual(line, "REPORT RECEIPTS from=-1w as-of=today")
        with self.assertRaises(RequestError):
            Request("REPORT RECEIPTS", **{"a b": "c"})

    def test_a_line_has_8192_bytes_at_most(self) -> None:
        room = 8192 - len("@1 LOOKUP NAME ")
        self.assertEqual(len(Request("LOOKUP NAME", "x" * room).data("1")), 8193)
        with self.assertRaisesRegex(RequestError, "8193 bytes"):
            Request("LOOKUP NAME", "x" * (room + 1)).data("1")
        with self.assertRaises(RequestError):
            Request("LOOKUP NAME", "é" * (room // 2 + 1)).data("1")


class Repetition(unittest.TestCase):
    def test_a_write_gets_a_ref_of_its_own(self) -> None:
        one, other = (Request("POST PAYMENT", "T-1", Decimal("5.00")) for _ in range(2))
        self.assertRegex(one.line, r"^POST PAYMENT T-1 5\.00 ref=py-[a-z]{24}$")
        self.assertNotEqual(one.ref, other.ref)
        self.assertEqual(Request("NOTE GENERAL", "T-1", memo="x", ref="n-1").ref, "n-1")
        for request in [
            Request("LOOKUP NOTES", "T-1"), Request("ADMIN USER", "bo", role="viewer"),
            Request("POST PAYMENT", "T-1", "5.00", dry=True),
        ]:
            self.assertNotIn("ref=", request.line)

    def test_what_may_be_sent_twice(self) -> None:
        for line, may in [
            ("lookup account T-1", True), ("@7 Report Aging", True), ("help", True),
            ("POST PAYMENT T-1 5.00", False), ("POST PAYMENT T-1 5.00 ref=p-1", True),
            ("POST PAYMENT T-1 5.00 REF=p-1", True), ("NOTE GENERAL T-1 -- ref=p-1", False),
            ('NOTE GENERAL T-1 memo="see ref=p-1"', False), ("POST PAYMENT T-1 5.00 dry=yes", True),
            ("ADMIN SNAPSHOT", False), ('password old-password="a" password="b"', False),
            ("POST PAYMENT T-1 5.00 ref=", False), ("commit", False), ("nonsense", False),
        ]:
            with self.subTest(line=line):
                self.assertEqual(Request.typed(line).is_repeatable, may)
        for rows, may in [
            (["account\tref", "T-1\tp-1", "T-2\tp-2"], True), (["account\tref", "T-1\t\\N"], False),
            (["account\tref", "T-1\tp-1", "T-2"], False), (["account", "T-1"], False), ([], False),
        ]:
            with self.subTest(rows=rows):
                request = Request.typed("POST PAYMENT mode=each <<", rows)
                self.assertEqual(request.is_repeatable, may)


class Rows(unittest.TestCase):
    def test_rows_are_tsv(self) -> None:
        request = Request.rows("POST PAYMENT", [
            {"account": "T-1", "amount": Decimal("5.00"), "ref": "p-1", "memo": "a\tb \\ c"},
            {"account": ".T-2", "ref": "p-2", "memo": ""},
        ], {"method": "check"})
        self.assertEqual(request.line, "POST PAYMENT method=check mode=each <<")
        self.assertEqual(request.data("1").decode().split("\n"), [
            "@1 POST PAYMENT method=check mode=each <<", "account\tamount\tref\tmemo",
            "T-1\t5.00\tp-1\ta\\tb \\\\ c", "..T-2\t\\N\tp-2\t\\N", ".", ""])

    def test_each_row_gets_a_ref(self) -> None:
        request = Request.rows("NOTE GENERAL", [{"account": "T-1"}, {"account": "T-2"}], {})
        rows = [line.split("\t") for line in request.block or []]
        self.assertEqual(rows[0], ["account", "ref"])
        self.assertNotEqual(rows[1][1], rows[2][1])
        self.assertTrue(request.is_repeatable)

    def test_what_a_block_cannot_hold_is_not_sent(self) -> None:
        with self.assertRaisesRegex(RequestError, "no rows"):
            Request.rows("POST PAYMENT", [], {})
        with self.assertRaisesRegex(RequestError, "row 2, memo"):
            Request.rows("POST PAYMENT", [{"memo": "a"}, {"memo": "a\nb"}], {})
        with self.assertRaisesRegex(RequestError, "row 1 has"):
            Request.rows("POST PAYMENT", [{"memo": "x" * 9000}], {}).data("1")
        with self.assertRaisesRegex(RequestError, "100000"):
            Request.rows("POST PAYMENT", [{"account": "a"}] * 100_001, {})
        with self.assertRaisesRegex(RequestError, "1048576 bytes"):
            Request.rows("POST PAYMENT", [{"memo": "x" * 8000}] * 150, {}).data("1")


class Callers(unittest.TestCase):
    def test_the_number_is_found(self) -> None:
        for text, number in [
            ("sip:+442079460123@pbx.example;user=phone", "+442079460123"),
            ("tel:+1-212-555-0147", "+12125550147"), ("sip:+12125550147@x:15080", "+12125550147"),
            ("sip:+12125550147;npdi@pbx.example", "+12125550147"), ("911", "911"),
            ("+12125550147", "+12125550147"), ("(212) 555-0147", "2125550147"),
            ("212.555.0147", "2125550147"), ("SIPS:911@x", "911"), ("TEL:911;ext=5", "911"),
            ("sip:%2B12125550147@x", "+12125550147"), ("sip:212%3B5@x", "212"),
            ("123456789012345", "123456789012345"), ("(212) 555-0147 x12", "2125550147"),
            ("+1 212 555 0147 ext. 12", "+12125550147"), ("212.555.0147 Ext: 12", "2125550147"),
            ("212/555-0147 extension 12", "2125550147"), ("2125550147 #12", "2125550147"),
            ("+12125550147,,12", "+12125550147"), ("tel:+1-212-555-0147%20x12", "+12125550147"),
            ("sip:+12125550147%3Bext%3D12@pbx.example", "+12125550147"),
            ("sips:+12125550147%20ext.%2012@pbx", "+12125550147"), ("212;rm -rf /", "212"),
        ]:
            with self.subTest(text=text):
                self.assertEqual(caller_number(text), number)

    def test_what_has_no_number_has_none(self) -> None:
        for text in [
            "", "+", "12", "1234567890123456", "++911", "anonymous", "Restricted", "--help", "x12",
            "sip:anonymous@anonymous.invalid", "sip:5550147%20ext@10.0.0.9", "sip:127.0.0.1",
            "sip:@x", "sip:911%2@x", "sip:911%zz@x", "mailto:911", "911\nQUIT", "911 -- x",
            "212 555 0147 x", "212 555 0147 x12y", "٣٤٥٦", "$(reboot)@x", "212`reboot`",
            "9" * 600,
        ]:
            with self.subTest(text=text):
                self.assertIsNone(caller_number(text))


if __name__ == "__main__":
    unittest.main()
