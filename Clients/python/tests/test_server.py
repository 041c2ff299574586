"""The client and a real server."""

from __future__ import annotations

import datetime
import itertools
import json
import os
import re
import subprocess
import unittest
from decimal import Decimal
from typing import ClassVar, Dict, List, Optional

import piperoll
from piperoll import (
    CertificateRefused, LoginRefused, Push, Refused, Reply, Request, RequestError, Settings,
    SettingsError, TrustError)

from .desk import PATIENCE_SECONDS, Server, program

ACCOUNTS = 60
"""Of the sample book: each kind of account is there, and loading it takes seconds."""


class OfServer(unittest.TestCase):
    """Tests that share a server."""

    server: ClassVar[Server]
    numbers = itertools.count(1)

    @classmethod
    def setUpClass(cls) -> None:
        cls.server = Server()
        cls.addClassCleanup(cls.server.remove)

    def setUp(self) -> None:
        self.desk = self.server.connect()
        self.addCleanup(self.desk.close)

    def account(self) -> str:
        """One that no other test knows."""
        account = f"T-{next(self.numbers)}"
        self.desk.request("POST ACCOUNT", account, kind="trade", name="Harbor & Vale", terms=30)
        return account


class Requests(OfServer):
    def test_what_is_written_is_read_back(self) -> None:
        account = self.account()
        hostile = 'he said "no" \\ ; a=b <<\tß 日本 -- . $(x)'
        self.desk.request("POST INVOICE", account, 'INV "7" #1', Decimal("1250.00"),
                          date=datetime.date(2026, 11, 2))
        payment = self.desk.request(
            "POST PAYMENT", account, Decimal("1300"), method="check", memo=hostile)
        self.assertEqual(payment.amount("unapplied"), Decimal("50.00"))
        reply = self.desk.request("LOOKUP HISTORY", account)
        row = next(row for row in reply.rows() if row["entry"] == payment["entry"])
        self.assertEqual(row["detail"], "check: " + hostile)
        self.assertEqual(row.amount("amount"), Decimal("-1300.00"))
        moment = row.time("recorded")
        assert moment is not None
        self.assertEqual(moment.utcoffset(), datetime.timedelta(0))
        self.assertEqual(self.desk.request("LOOKUP INVOICE", 'INV "7" #1')["account"], account)

    def test_a_refusal_says_what_and_where_and_what_to_type(self) -> None:
        with self.assertRaises(Refused) as refused:
            self.desk.request("LOOKUP ACCOUNT", "T-none")
        self.assertEqual(refused.exception.code, 540)
        self.assertEqual(refused.exception.rule, "account_not_found")
        with self.assertRaises(Refused) as refused:
            self.desk.request("LOOKUP ACCOUNT", "T-1", as_of="11/23/2026")
        self.assertEqual((refused.exception.code, refused.exception.key), (504, "as-of"))
        assert refused.exception.column and refused.exception.fix
        self.assertIn("as-of=2026-11-23", refused.exception.fix)
        self.assertNotIn("type:", refused.exception.text)

    def test_a_write_that_is_repeated_is_recorded_once(self) -> None:
        account = self.account()
        payment = Request("POST PAYMENT", account, "5.00")
        first = self.desk.send(payment).result()
        again = self.desk.send(payment).result()
        self.assertEqual((first.code, again.code), (201, 208))
        self.assertEqual(first["entry"], again["entry"])
        assert payment.ref
        found = self.desk.what_happened(payment.ref)
        assert found is not None
        self.assertEqual(found["entry"], first["entry"])
        self.assertIsNone(self.desk.what_happened(piperoll.new_ref()))

    def test_rows_are_each_for_themselves_or_all_or_none(self) -> None:
        account = self.account()
        rows: List[Dict[str, Optional[piperoll.Value]]] = [
            {"account": account, "amount": Decimal("1.00"), "memo": "a\tb \\N"},
            {"account": account, "amount": Decimal("2.00"), "memo": None}]
        reply = self.desk.write_rows("POST PAYMENT", rows, method="lockbox")
        self.assertEqual((reply.integer("created"), len(reply.rows("results"))), (2, 2))
        bad = list(rows)
        bad.append({"account": "T-none", "amount": Decimal("3.00")})
        with self.assertRaises(Refused) as refused:
            self.desk.write_rows("POST PAYMENT", bad)
        self.assertEqual(refused.exception.code, 551)
        codes = [row.integer("code") for row in refused.exception.reply.rows()]
        self.assertEqual(codes, [201, 201, 540])
        with self.assertRaises(Refused) as refused:
            self.desk.write_rows("POST PAYMENT", bad, mode="atomic")
        self.assertEqual((refused.exception.code, refused.exception.row), (540, 3))
        balance = self.desk.request("LOOKUP ACCOUNT", account)["balance"]
        self.assertEqual(balance, "-6.00")

    def test_a_row_may_begin_with_anything(self) -> None:
        for memo in [".", ". 200 OK", "..", "# a", "#", "\\N", "\\", "\ta", "@1", "* PAID", "<<"]:
            account = self.account()
            self.desk.write_rows("NOTE GENERAL", [{"memo": memo, "account": account}])
            note = self.desk.request("LOOKUP NOTES", account).rows()[0]
            self.assertEqual(note["text"], memo)

    def test_a_list_is_all_or_none(self) -> None:
        account = self.account()
        reply = self.desk.write_list([
            Request("POST INVOICE", account, f"I-{account}", "80.00"),
            Request("POST PAYMENT", account, "80.00", apply=f"I-{account}")])
        self.assertEqual([row.integer("code") for row in reply.rows()], [201, 201])
        with self.assertRaises(Refused) as refused:
            self.desk.write_list([
                Request("POST PAYMENT", account, "1.00"),
                Request("POST PAYMENT", "T-none", "1.00")])
        self.assertEqual((refused.exception.code, refused.exception.row), (451, 2))
        with self.assertRaises(Refused) as refused:
            self.desk.write_list([Request("POST PAYMENT", account, "1.0.0")])
        self.assertEqual((refused.exception.code, refused.exception.key), (504, "amount"))
        self.assertEqual(self.desk.request("LOOKUP ACCOUNT", account)["balance"], "0.00")

    def test_replies_come_in_the_order_of_the_requests(self) -> None:
        account = self.account()
        requests = [
            Request("LOOKUP ACCOUNT", account) if number % 3 else Request("LOOKUP ACCOUNT", "none")
            for number in range(1000)]
        codes = [reply.code for reply in self.desk.pipeline(requests)]
        self.assertEqual(codes, [210 if number % 3 else 540 for number in range(1000)])

    def test_what_others_record_is_told(self) -> None:
        account = self.account()
        told: List[Push] = []
        with self.server.connect(on_push=told.append) as watching:
            watching.watch("payments", account=account)
            entry = self.desk.request("POST PAYMENT", account, "5.00")["entry"]
            while not told:
                watching.listen(0.05)
            watching.watch()
            self.desk.request("POST PAYMENT", account, "6.00")
            watching.request("PING")
        self.assertEqual([(push.type, push.fields["entry"]) for push in told], [("PAID", entry)])

    def test_a_client_goes_on_after_a_restart_of_the_server(self) -> None:
        server = Server()
        self.addCleanup(server.remove)
        with server.connect() as desk:
            desk.request("POST ACCOUNT", "T-1", kind="trade", name="x", ref="a-1")
            server.stop()
            server.start()
            self.assertEqual(desk.request("LOOKUP ACCOUNT", "T-1")["balance"], "0.00")
            self.assertEqual(
                desk.request("POST ACCOUNT", "T-1", kind="trade", name="x", ref="a-1").code, 208)


class Logins(OfServer):
    def settings(self, **given: Optional[str]) -> Settings:
        url = f"piperolls://admin@127.0.0.1:{self.server.port}"
        values = {"url": url, "known-hosts": os.devnull, **given}
        return Settings({name.replace("_", "-"): value for name, value in values.items()})

    def test_a_server_is_trusted_by_its_key_or_its_authority(self) -> None:
        directory = self.server.directory
        known = directory.path / "known_hosts"
        known.touch(0o600)
        known.write_text(f"# ours\n127.0.0.1:{self.server.port} {directory.fingerprint}\n")
        for trust in [
            {"trust": directory.fingerprint}, {"cacert": directory.file("server.pem")},
            {"trust": directory.fingerprint.upper()}, {"known_hosts": str(known)},
        ]:
            with self.subTest(trust=trust):
                given = self.settings(password_file=str(directory.password_file), **trust)
                with given.connect() as desk:
                    self.assertEqual((desk.user, desk.role), ("admin", "admin"))

    def test_another_server_is_not_spoken_to(self) -> None:
        directory = self.server.directory
        other = "SHA256:" + ":".join(["00"] * 32)
        known = directory.path / "others"
        known.touch(0o600)
        known.write_text(f"127.0.0.1:{self.server.port} {other}\n")
        for trust, said in [
            ({}, "is not known. It shows " + directory.fingerprint),
            ({"trust": other}, "another key"),
            ({"known_hosts": str(known)}, "another key"),
            ({"cacert": directory.file("clients.pem")}, "not trusted"),
        ]:
            with self.subTest(trust=trust), self.assertRaisesRegex(TrustError, said):
                self.settings(**trust).connect()
        # The same server by a name that its certificate does not have.
        url = f"piperolls://127.1:{self.server.port}"
        with self.assertRaisesRegex(TrustError, "not trusted"):
            self.settings(url=url, cacert=directory.file("server.pem")).connect()

    def test_a_wrong_password_is_refused(self) -> None:
        trust = self.server.directory.fingerprint
        with self.assertRaises(LoginRefused):
            self.settings(trust=trust).connect(password="not that one, I think")
        with self.settings(trust=trust).connect() as stranger:
            self.assertIsNone(stranger.user)
            with self.assertRaises(LoginRefused):
                stranger.request("PING")

    def test_a_certificate_of_a_stranger_is_refused(self) -> None:
        other = Server()
        self.addCleanup(other.remove)
        with self.assertRaises((CertificateRefused, piperoll.ConnectionLost)):
            self.server.connect(
                cert=other.directory.file("admin.pem"), key=other.directory.file("admin.key"))

    def test_the_fingerprint_is_that_of_openssl(self) -> None:
        pem = self.server.directory.file("server.pem")
        command = ("openssl x509 -noout -pubkey -in \"$1\" | openssl pkey -pubin -outform der"
                   " | openssl dgst -sha256 -c")
        try:
            printed = subprocess.run(
                ["sh", "-c", command, "sh", pem], check=True, capture_output=True, text=True).stdout
        except (OSError, subprocess.CalledProcessError):
            self.skipTest("there is no openssl")
        digest = piperoll._fingerprint("SHA256:" + printed.split()[-1])
        self.assertEqual(piperoll._shown(digest), self.server.directory.fingerprint)

    def test_settings_that_do_not_fit_are_told(self) -> None:
        directory = self.server.directory
        loose = directory.path / "loose"
        loose.write_text("secret\n")
        loose.chmod(0o644)
        for given, said in [
            ({"trust": "SHA256:12"}, "64 hexadecimal"),
            ({"cacert": "none.pem"}, "none.pem: No such"),
            ({"trust": directory.fingerprint, "cacert": "x"}, "not both"),
            ({"cert": directory.file("admin.pem")}, "go together"),
            ({"password_file": str(loose)}, "chmod 600"),
            ({"password_file": "none"}, "none: No such"),
            ({"url": "http://x"}, "piperolls://"), ({"url": "piperolls://a:b@x"}, "password"),
            ({"url": "x:0"}, "piperolls://"), ({"url": "x:99999"}, "piperolls://"),
        ]:
            with self.subTest(given=given), self.assertRaisesRegex(SettingsError, said):
                self.settings(**given).connect()


class Book(OfServer):
    """Every example that HELP gives, on the sample book: the server's own replies."""

    # These say something else each time: the next account, the sessions, what was asked just now.
    MOVING = {"LOOKUP NEXT", "LOOKUP SESSIONS", "REPORT AUDIT"}

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        lines = subprocess.run(
            [program("piperolld"), "demo", "--print", "--accounts", str(ACCOUNTS)], check=True,
            capture_output=True, encoding="utf-8", timeout=PATIENCE_SECONDS).stdout.splitlines()
        with cls.server.connect() as desk:
            for reply in desk.pipeline(Request.typed(line) for line in lines):
                assert reply.last.code in (201, 208, 200), reply.last.line

    def examples(self, *verbs: str) -> Dict[str, str]:
        rows = self.desk.request("HELP").rows("commands")
        commands = [row["command"] or "" for row in rows]
        helps = self.desk.pipeline(Request("HELP", *command.split()) for command in commands)
        examples = {command: reply.rows("command")[0]["example"] or ""
                    for command, reply in zip(commands, helps)}
        return {command: example for command, example in examples.items()
                if command.split()[0] in verbs}

    def in_formats(self, example: str) -> Dict[str, Reply]:
        example = re.sub(r" fmt=\w+", "", example)
        place = example.find(" -- ")
        head, tail = (example, "") if place < 0 else (example[:place], example[place:])
        return {fmt: self.desk.send(Request.typed(f"{head} fmt={fmt}{tail}")).outcome()
                for fmt in ("tsv", "jsonl", "table")}

    def test_each_read_is_the_same_in_each_format(self) -> None:
        compared = 0
        for command, example in self.examples("LOOKUP", "REPORT", "HELP", "CAPA").items():
            if command in self.MOVING:
                continue
            with self.subTest(example=example):
                replies = self.in_formats(example)
                tsv, jsonl, table = (replies[fmt] for fmt in ("tsv", "jsonl", "table"))
                for other in (jsonl, table):
                    self.assertEqual(tsv.code, other.code)
                    self.assertEqual(self.fields(tsv), self.fields(other))
                if not tsv.first.has_block:
                    continue
                compared += 1
                self.assertEqual(tsv.rows(), jsonl.rows())
                full = [section for section in tsv.sections if section.rows]
                self.assertEqual([section.name for section in full], [
                    section.name for section in jsonl.sections])
                self.assertEqual(tsv.fields["rows"], str(len(tsv.rows())))
                text = "\n".join(table.lines)
                for row in tsv.rows():
                    for cell in row.as_dict().values():
                        self.assertIn(cell or "", text)
        self.assertGreater(compared, 30)

    def test_each_write_says_the_same_in_each_format(self) -> None:
        compared = 0
        for command, example in self.examples("POST", "NOTE").items():
            with self.subTest(example=example):
                place = example.find(" -- ")
                head, tail = (example, "") if place < 0 else (example[:place], example[place:])
                replies = self.in_formats(f"{head} dry=yes{tail}")
                fields = [self.fields(reply) for reply in replies.values()]
                self.assertEqual(fields[0], fields[1])
                self.assertEqual(fields[0], fields[2])
                compared += replies["tsv"].code == 200
        self.assertGreater(compared, 15)

    @staticmethod
    def fields(reply: Reply) -> Dict[str, str]:
        return {key: value for key, value in reply.fields.items() if key != "fmt"}

    def test_a_report_ties_in_decimals(self) -> None:
        report = self.desk.request("REPORT AGING", by="kind")
        for proof in report.rows("proof"):
            self.assertEqual(proof.amount("difference"), Decimal("0.00"))

    def test_a_file_is_its_lines(self) -> None:
        journal = self.desk.request("REPORT JOURNAL")
        self.assertEqual(journal.format, "text")
        self.assertRegex(journal.lines[0], r"^(;|[0-9]{4}-)")
        with self.assertRaises(ValueError):
            journal.rows()

    def test_jsonl_is_what_json_says(self) -> None:
        reply = self.desk.request("LOOKUP ACCOUNT", "C-20417", fmt="jsonl")
        for line, row in zip(reply.lines, reply.rows()):
            plain = json.loads(line)
            del plain["section"]
            self.assertEqual(row.as_dict(), {
                key: None if value is None else str(value) for key, value in plain.items()})

    def test_too_long_a_request_is_not_sent(self) -> None:
        with self.assertRaises(RequestError):
            self.desk.request("LOOKUP NAME", "x" * 9000)
        self.assertEqual(self.desk.request("PING").code, 200)


if __name__ == "__main__":
    unittest.main()
