"""Connections that end, early, late, with a word or without, and servers that say odd things."""

from __future__ import annotations

import threading
import unittest
from typing import List
from unittest import mock

import piperoll
from piperoll import (
    ConnectionLost, OutcomeUnknown, ProtocolFault, Push, Refused, Request, TimedOut, TryLater)

from .desk import ScriptedServer, Talk, body, tag


def answer(talk: Talk, lines: List[str], what: str = "200 OK") -> None:
    for line in lines:
        talk.say(tag(line) + what)


class Lost(unittest.TestCase):
    def test_what_was_not_answered_is_sent_again_in_its_order(self) -> None:
        again: List[str] = []

        def first(talk: Talk) -> None:
            talk.greet()
            lines = talk.lines(4)
            answer(talk, lines[:1])
            talk.break_off()

        def second(talk: Talk) -> None:
            talk.greet()
            again.extend(talk.lines(3))
            talk.say(tag(again[0]) + "208 DUP entry=7")
            answer(talk, again[1:])

        server = ScriptedServer(first, second)
        with server.connect() as desk:
            sent = [desk.send(request) for request in [
                Request("PING"), Request("POST PAYMENT", "T-1", "5.00", ref="p-1"),
                Request("LOOKUP ACCOUNT", "T-1"),
                Request("NOTE GENERAL", "T-1", memo="x", ref="n")]]
            codes = [one.result().code for one in sent]
        server.end()
        self.assertEqual(codes, [200, 208, 200, 200])
        self.assertEqual([body(line) for line in again], [
            "POST PAYMENT T-1 5.00 ref=p-1", "LOOKUP ACCOUNT T-1", "NOTE GENERAL T-1 memo=x ref=n"])

    def test_a_write_without_a_ref_is_never_sent_twice(self) -> None:
        again: List[str] = []

        def first(talk: Talk) -> None:
            talk.greet()
            talk.lines(3)
            talk.break_off()

        def second(talk: Talk) -> None:
            talk.greet()
            for line in iter(talk.line, ""):
                again.append(line)
                answer(talk, [line])

        server = ScriptedServer(first, second)
        with server.connect() as desk:
            read = desk.send(Request("LOOKUP ACCOUNT", "T-1"))
            write = desk.send(Request.typed("POST PAYMENT T-1 5.00"))
            behind = desk.send(Request("POST PAYMENT", "T-1", "6.00", ref="p-6"))
            self.assertEqual(read.result().code, 200)
            with self.assertRaises(OutcomeUnknown) as unknown:
                write.result()
            self.assertIsNone(unknown.exception.ref)
            # It was sent, and whether it was carried out nobody knows.
            with self.assertRaises(OutcomeUnknown) as unknown:
                behind.result()
            self.assertEqual(unknown.exception.ref, "p-6")
        server.end()
        self.assertEqual([body(line) for line in again], ["LOOKUP ACCOUNT T-1"])

    def test_what_was_not_sent_is_sent_later(self) -> None:
        gone = threading.Event()
        lines: List[str] = []

        def first(talk: Talk) -> None:
            talk.greet()
            talk.say("421 CLOSING ; idle for 900 seconds")
            gone.set()
            talk.close()

        def second(talk: Talk) -> None:
            talk.greet()
            lines.append(talk.line())
            answer(talk, lines, "201 CREATED entry=2")

        server = ScriptedServer(first, second)
        with server.connect() as desk:
            gone.wait()
            reply = desk.send(Request.typed("POST PAYMENT T-1 5.00")).result()
        server.end()
        self.assertEqual(reply["entry"], "2")
        self.assertEqual(lines, ["POST PAYMENT T-1 5.00"])

    def test_after_421_all_without_a_reply_is_sent_again(self) -> None:
        again: List[str] = []

        def first(talk: Talk) -> None:
            talk.greet()
            lines = talk.lines(2)
            answer(talk, lines[:1])
            talk.say("421 CLOSING ; the server shuts down")
            talk.close()

        def second(talk: Talk) -> None:
            talk.greet()
            again.append(talk.line())
            answer(talk, again)

        server = ScriptedServer(first, second)
        with server.connect() as desk:
            one = desk.send(Request("ADMIN USER", "bo", role="viewer"))
            two = desk.send(Request("ADMIN USER", "cy", role="viewer"))
            self.assertEqual((one.result().code, two.result().code), (200, 200))
        server.end()
        self.assertEqual([body(line) for line in again], ["ADMIN USER cy role=viewer"])

    def test_a_block_that_was_cut_off_is_asked_for_again(self) -> None:
        def first(talk: Talk) -> None:
            talk.greet()
            talk.say(tag(talk.line()) + "210+ DATA\n# a\nb\n1")
            talk.send(b"half a row")
            talk.break_off()

        def second(talk: Talk) -> None:
            talk.greet()
            talk.say(tag(talk.line()) + "210+ DATA\n# a\nb\n1\n2\n. 200 OK rows=2")

        server = ScriptedServer(first, second)
        with server.connect() as desk:
            rows = desk.request("REPORT AGING").rows()
        server.end()
        self.assertEqual([row["b"] for row in rows], ["1", "2"])

    def test_what_ends_each_connection_is_not_sent_for_ever(self) -> None:
        count: List[str] = []

        def deadly(talk: Talk) -> None:
            talk.greet()
            count.append(talk.line())
            talk.break_off()

        server = ScriptedServer(*[deadly] * 9)
        with mock.patch.object(piperoll, "RETRY_PAUSES", (0.0, 0.0, 0.0, 0.0)):
            with server.connect() as desk, self.assertRaises(ConnectionLost) as lost:
                desk.request("LOOKUP ACCOUNT", "T-1")
        self.assertNotIsInstance(lost.exception, OutcomeUnknown)
        self.assertEqual(len(count), 5)
        server.abandon()
        with self.assertRaises(ConnectionLost):
            server.connect()

    def test_a_session_whose_password_was_changed_is_not_made_again(self) -> None:
        def session(talk: Talk) -> None:
            for _ in range(3):
                answer(talk, [talk.line()], "200 OK user=ann role=viewer")
            talk.break_off()

        again: List[str] = []
        server = ScriptedServer(session, lambda talk: again.append(talk.line()))
        address = piperoll.Address("127.0.0.1", server.port, "ann")
        desk = piperoll.Connection(
            address, cacert=server.directory.file("server.pem"), password="the old one, of course")
        desk.request("PASSWORD", old_password="the old one, of course", password="x" * 15)
        for _ in range(2):
            with self.assertRaises(ConnectionLost):
                desk.request("LOOKUP ACCOUNT", "T-1")
        server.abandon()
        self.assertEqual(again, [])

    def test_a_list_is_sent_again_as_a_whole(self) -> None:
        again: List[str] = []

        def first(talk: Talk) -> None:
            talk.greet()
            answer(talk, talk.lines(2))
            talk.lines(2)
            talk.break_off()

        def second(talk: Talk) -> None:
            talk.greet()
            again.extend(talk.lines(4))
            answer(talk, again[:1])
            answer(talk, again[1:3], "208 DUP entry=7")
            talk.say(tag(again[3]) + "210+ DATA\n# results\nn\n1\n. 200 OK rows=1 created=0 dup=2")

        server = ScriptedServer(first, second)
        with server.connect() as desk:
            reply = desk.write_list([
                Request("POST PAYMENT", "T-1", "5.00", ref="p-1"),
                Request("NOTE GENERAL", "T-1", memo="x", ref="n-1")])
        server.end()
        self.assertEqual(reply["dup"], "2")
        self.assertEqual([body(line) for line in again], [
            "BEGIN", "POST PAYMENT T-1 5.00 ref=p-1", "NOTE GENERAL T-1 memo=x ref=n-1", "COMMIT"])

    def test_a_list_with_a_write_that_cannot_be_repeated_is_unknown(self) -> None:
        def first(talk: Talk) -> None:
            talk.greet()
            talk.lines(3)
            talk.break_off()

        server = ScriptedServer(first)
        with server.connect() as desk, self.assertRaises(OutcomeUnknown):
            desk.write_list([Request.typed("POST PAYMENT T-1 5.00")])
        server.end()


class Odd(unittest.TestCase):
    def test_430_without_being_asked_is_a_refusal_to_try_later(self) -> None:
        def full(talk: Talk) -> None:
            talk.say("430 OVERLOAD after=10 ; too many connections")
            talk.line()
            talk.close()

        server = ScriptedServer(full)
        with self.assertRaises(TryLater) as later:
            server.connect()
        server.end()
        self.assertEqual(later.exception.after, 10.0)

    def test_a_reply_to_something_else_is_a_fault(self) -> None:
        for wrong in ["@99 200 OK", "200 OK", "@1 200 OK\n@1 200 OK", "210+ DATA\n. 200 OK", "huh"]:
            def session(talk: Talk, wrong: str = wrong) -> None:
                talk.greet()
                talk.line()
                talk.say(wrong)
                talk.line()

            server = ScriptedServer(session)
            with self.subTest(wrong=wrong), server.connect() as desk:
                with self.assertRaises(ProtocolFault):
                    desk.request("PING")
                    desk.request("PING")
            server.end()

    def test_pushes_come_between_replies_and_rows_are_rows(self) -> None:
        def session(talk: Talk) -> None:
            talk.greet()
            talk.say("* PAID seq=1 entry=7")
            watch = talk.line()
            talk.say("* PAID seq=2 entry=8\n" + tag(watch) + "200 OK watch=payments")
            report = talk.line()
            talk.say(tag(report) + "210+ DATA\n# a\nb\n* PAID seq=9\n. 200 OK rows=1\n* LOST n=3")
            talk.line()

        told: List[Push] = []
        server = ScriptedServer(session)
        with server.connect(on_push=told.append) as desk:
            desk.watch("payments")
            rows = desk.request("REPORT AGING").rows()
            while len(told) < 3:
                desk.listen(0.01)
        server.end()
        self.assertEqual([row["b"] for row in rows], ["* PAID seq=9"])
        self.assertEqual([push.type for push in told], ["PAID", "PAID", "LOST"])
        self.assertEqual([push.seq for push in told], [1, 2, None])

    def test_who_is_told_may_ask(self) -> None:
        def session(talk: Talk) -> None:
            talk.greet()
            ping = talk.line()
            talk.say("* CALL seq=1\n* CALL seq=2\n" + tag(ping) + "200 OK n=0")
            for number in (1, 2):
                talk.say(tag(talk.line()) + f"200 OK n={number}")
            talk.line()

        heard: List[str] = []
        server = ScriptedServer(session)
        desk = server.connect()

        def ask(push: Push) -> None:
            heard.append(f"{push.seq}:{desk.request('PING')['n']}")

        desk.on_push = ask
        self.assertEqual(desk.request("PING")["n"], "0")
        desk.close()
        server.end()
        self.assertEqual(heard, ["1:1", "2:2"])

    def test_who_watches_goes_on_watching_on_a_new_connection(self) -> None:
        lines: List[str] = []

        def first(talk: Talk) -> None:
            talk.greet()
            watch = talk.line()
            talk.say(tag(watch) + "200 OK watch=payments account=T-1")
            talk.break_off()

        def second(talk: Talk) -> None:
            talk.greet()
            lines.append(talk.line())
            talk.say(tag(lines[0]) + "200 OK watch=payments account=T-1\n* PAID seq=1 entry=9")
            talk.line()

        told: List[Push] = []
        server = ScriptedServer(first, second)
        with server.connect(on_push=told.append) as desk:
            desk.watch("payments", account="T-1")
            while len(told) < 2:
                desk.listen(0.01)
        server.end()
        self.assertEqual(body(lines[0]), "WATCH payments account=T-1")
        self.assertEqual(told, [Push("LOST", {}), Push("PAID", {"seq": "1", "entry": "9"})])

    def test_who_listens_keeps_the_session_open(self) -> None:
        pinged: List[str] = []
        heard = threading.Event()

        def session(talk: Talk) -> None:
            talk.greet()
            watch = talk.line()
            talk.say(tag(watch) + "200 OK watch=calls")
            for _ in range(3):
                pinged.append(talk.line())
                answer(talk, pinged[-1:])
            heard.set()
            while talk.line():
                pass

        server = ScriptedServer(session)
        with mock.patch.object(piperoll, "QUIET_SECONDS_MAX", 0.01), server.connect() as desk:
            desk.watch("calls")
            while not heard.is_set():
                desk.listen(0.05)
        server.end()
        self.assertEqual({body(line) for line in pinged}, {"PING"})

    def test_a_reply_that_comes_too_late_can_still_be_had(self) -> None:
        ask = threading.Event()

        def session(talk: Talk) -> None:
            talk.greet()
            line = talk.line()
            ask.wait()
            answer(talk, [line], "201 CREATED entry=2")
            talk.line()

        server = ScriptedServer(session)
        with server.connect() as desk:
            desk.timeout = 0.05
            pending = desk.send(Request("POST PAYMENT", "T-1", "5.00", ref="p-1"))
            with self.assertRaises(TimedOut) as late:
                pending.result()
            self.assertEqual(late.exception.ref, "p-1")
            self.assertIs(late.exception.pending, pending)
            ask.set()
            desk.timeout = 60.0
            self.assertEqual(pending.result()["entry"], "2")
        server.end()

    def test_both_sides_may_send_much_at_once(self) -> None:
        count, size = 400, 7000

        def session(talk: Talk) -> None:
            talk.greet()
            for _ in range(count):
                talk.say(tag(talk.line()) + f'200 OK text="{"y" * size}"')
            talk.line()

        server = ScriptedServer(session)
        with server.connect() as desk:
            sent = [desk.send(Request("LOOKUP NAME", "x" * size)) for _ in range(count)]
            self.assertEqual({len(one.result()["text"]) for one in sent}, {size})
        server.end()

    def test_a_line_that_was_typed_gets_the_421_that_is_its_reply(self) -> None:
        def first(talk: Talk) -> None:
            talk.greet()
            talk.line()
            talk.say("421 CLOSING ; this is not HTTP")
            talk.close()

        server = ScriptedServer(first)
        with server.connect() as desk, self.assertRaises(Refused) as refused:
            desk.send(Request.typed("GET / HTTP/1.1")).result()
        server.end()
        self.assertEqual(refused.exception.code, 421)


if __name__ == "__main__":
    unittest.main()
