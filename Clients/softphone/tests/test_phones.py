"""What the bridges make of what telephones and exchanges send, however it is cut into pieces."""

from __future__ import annotations

import io
import json
import sys
import tempfile
import time
import unittest
from pathlib import Path
from typing import Any, Callable, List, Tuple
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import bridge  # noqa: E402
import freeswitch  # noqa: E402
import piperoll  # noqa: E402  (bridge has set the path for it)
import tel  # noqa: E402
from asterisk import Asterisk  # noqa: E402
from baresip import Baresip  # noqa: E402
from bridge import Calls, Operators, Phone, PhoneFault  # noqa: E402
from freeswitch import FreeSwitch  # noqa: E402
from linphone import Linphone  # noqa: E402


class Told(Calls):
    """Takes what is to be told as soon as there is something."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: List[str] = []

    def note(self, *arguments: Any, **keys: Any) -> None:
        super().note(*arguments, **keys)
        found = self.next(0)
        while found:
            self.lines.append(found[2].line)
            self.was_told(*found[:2])
            found = self.next(0)


def netstring(event: Any) -> bytes:
    text = json.dumps(event).encode()
    return b"%d:%s," % (len(text), text)


def operators(text: str = "101 = ann\n102 = bo\n") -> Operators:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(text)
        file.flush()
        return Operators(file.name)


class EveryPiece(unittest.TestCase):
    """A stream comes to the same in one piece, byte by byte, and cut at each place."""

    def told(self, make: Callable[[Calls], Phone], pieces: List[bytes]) -> Tuple[List[str], bytes]:
        calls = Told()
        phone = make(calls)
        said = phone.begin()
        for piece in pieces:
            said += phone.feed(piece)
        return calls.lines, said

    def check(self, make: Callable[[Calls], Phone], stream: bytes, lines: List[str]) -> bytes:
        whole = self.told(make, [stream])
        self.assertEqual(whole[0], lines)
        single = [stream[place:place + 1] for place in range(len(stream))]
        self.assertEqual(self.told(make, single), whole)
        for place in range(len(stream)):
            self.assertEqual(self.told(make, [stream[:place], stream[place:]]), whole)
        return whole[1]


def incoming(kind: str, **fields: str) -> bytes:
    return netstring({
        "event": True, "type": kind, "class": "call", "direction": "incoming",
        "accountaor": "sip:desk1@127.0.0.1", "peeruri": "sip:+12125550147@127.0.0.1",
        "id": "1-2@x", "param": "%n%n", **fields})


class BaresipTests(EveryPiece):
    @staticmethod
    def make(calls: Calls) -> Phone:
        return Baresip(calls, "ann")

    def test_a_call_is_told_from_its_ring_to_its_end(self) -> None:
        stream = (
            incoming("CALL_INCOMING", peerdisplayname='Jos\u00e9 \\"Q\\" M')
            + incoming("CALL_REMOTE_SDP") + incoming("CALL_ESTABLISHED")
            + netstring({"response": True, "ok": True, "data": "", "token": "accept"})
            + incoming("CALL_RTCP") + incoming("CALL_CLOSED") + incoming("CALL_CLOSED"))
        start = "CALL +12125550147 state="
        end = ' to=ann id=1-2@x name="Jos\u00e9 \\"Q\\" M"'
        said = self.check(self.make, stream, [
            f"{start}ringing{end}", f"{start}answered{end}", f"{start}ended{end}"])
        self.assertIn(b'"listcalls"', said)

    def test_who_calls_stands_in_peeruri_alone(self) -> None:
        for uri, number in [
            ("sip:+442079460123@pbx.example;user=phone", "+442079460123"),
            ("sip:anonymous@anonymous.invalid", "unknown"), ("tel:+1-212-555-0147", "+12125550147"),
            ("sip:5550147%20ext@10.0.0.9", "unknown"), ("sip:127.0.0.1", "unknown"),
            ("sip:+12125550147;npdi@pbx.example", "+12125550147"), ("%s%n%x", "unknown"),
            ("", "unknown"), ("x" * 9999, "unknown"), ("sip:$(reboot)@x", "unknown"),
        ]:
            calls = Told()
            self.make(calls).feed(incoming("CALL_INCOMING", peeruri=uri, param="sip:911@x"))
            self.assertEqual(calls.lines, [f"CALL {number} state=ringing to=ann id=1-2@x"], uri)

    def test_hostile_names_and_ids_stay_within_their_value(self) -> None:
        calls = Told()
        name = 'x"}\r\nCALL off\x1b[2J\u202e\ud800 <<'
        self.make(calls).feed(incoming("CALL_INCOMING", peerdisplayname=name, id='"\r\nQUIT'))
        self.assertEqual(calls.lines, [
            'CALL +12125550147 state=ringing to=ann id="\\"  QUIT"'
            ' name="x\\"}  CALL off [2J ? <<"'])

    def test_calls_out_are_none_of_ours(self) -> None:
        calls = Told()
        self.make(calls).feed(incoming("CALL_RINGING", direction="outgoing")
                              + incoming("CALL_ESTABLISHED", direction="outgoing"))
        self.assertEqual(calls.lines, [])

    def test_a_name_that_is_no_utf_8_spoils_neither_its_call_nor_the_next(self) -> None:
        latin = incoming("CALL_INCOMING", peerdisplayname="JosX").replace(b"JosX", b"Jos\xe9")
        self.check(self.make, latin + incoming("CALL_INCOMING", id="2"), [
            'CALL +12125550147 state=ringing to=ann id=1-2@x name=Jos\ufffd',
            "CALL +12125550147 state=ringing to=ann id=2"])

    def listed(self, *lines: str, current: str = "") -> bytes:
        text = f"\n--- Active calls ({len(lines)}) ---\n" + "\n".join(lines) + "\n\n"
        return (netstring({"response": True, "ok": bool(current), "data": current,
                           "token": "callstat"})
                + netstring({"response": True, "ok": True, "data": text, "token": "listcalls"}))

    CURRENT = ("\n===== Call debug (INCOMING) =====\n local_uri:  <sip:desk1@127.0.0.1>\n"
               " peer_uri:  Jane <sip:+12125550147@127.0.0.1>\n af=AF_INET id=1-2@x\n"
               " direction: Incoming\n")

    def test_what_began_while_nobody_listened_is_found_and_told_once(self) -> None:
        row = "> [line 1]  0:00:00   INCOMING             sip:+12125550147@127.0.0.1"
        calls = Told()
        phone = self.make(calls)
        phone.feed(self.listed(row, current=self.CURRENT) + incoming("CALL_INCOMING"))
        self.assertEqual(calls.lines, ["CALL +12125550147 state=ringing to=ann id=1-2@x"])
        # Without its id it is known by who calls, and keeps that name at the server.
        calls = Told()
        phone = self.make(calls)
        phone.feed(self.listed(row) + incoming("CALL_INCOMING") + incoming("CALL_CLOSED"))
        self.assertEqual(calls.lines, [
            f"CALL +12125550147 state={state} to=ann id=sip:+12125550147@127.0.0.1"
            for state in ("ringing", "ended")])

    def test_what_ended_while_nobody_listened_is_ended(self) -> None:
        calls = Told()
        phone = self.make(calls)
        phone.feed(incoming("CALL_INCOMING"))
        phone.feed(incoming("CALL_INCOMING", id="3", peeruri="sip:+12125550148@x"))
        phone.begin()
        phone.feed(self.listed("  [line 2]  0:00:07   ESTABLISHED          sip:+12125550148@x"))
        self.assertEqual([line.split(" to=")[0] for line in calls.lines[2:]],
                         ["CALL +12125550147 state=ended", "CALL +12125550148 state=answered"])

    def test_what_is_no_netstring_ends_the_connection(self) -> None:
        for data in (b"GET / HTTP/1.1\r\n", b"999999999:", b"3:abcx", b"2:xx,", b"\x00" * 99):
            with self.assertRaises(PhoneFault, msg=str(data)):
                self.make(Told()).feed(data)


def ami(**fields: str) -> bytes:
    return ("".join(f"{key}: {value}\r\n" for key, value in fields.items()) + "\r\n").encode()


def dial(leg: str, linked: str = "1.0", channel: str = "PJSIP/101-0000002a", **more: str) -> bytes:
    fields = {
        "Event": "DialBegin", "Channel": "PJSIP/trunk-00000029", "CallerIDNum": "+12125550147",
        "CallerIDName": "Jane", "Uniqueid": "1.0", "Linkedid": linked, "DestChannel": channel,
        "DestUniqueid": leg, "DestLinkedid": linked, **more}
    return ami(**fields)


class AsteriskTests(EveryPiece):
    GREETING = b"Asterisk Call Manager/7.0.3\r\n"
    LOGIN = GREETING + ami(Response="Success", ActionID="Login", Message="Authentication accepted")

    @staticmethod
    def make(calls: Calls) -> Phone:
        return Asterisk(calls, operators(), "piperoll", "s3cret")

    def test_a_call_is_told_from_its_ring_to_its_end(self) -> None:
        stream = (
            self.LOGIN + ami(Event="FullyBooted", Status="Fully Booted")
            + ami(Event="CoreShowChannelsComplete", ListItems="0") + dial("1.1")
            + ami(Event="Newstate", Uniqueid="1.1", ChannelStateDesc="Ringing")
            + ami(Event="DialEnd", DestUniqueid="1.1", DialStatus="ANSWER")
            + ami(Event="Hangup", Uniqueid="1.1", Linkedid="1.0", Cause="16")
            + ami(Event="Hangup", Uniqueid="1.0", Linkedid="1.0", Cause="16"))
        said = self.check(self.make, stream, [
            f"CALL +12125550147 state={state} to=ann id=1.1 name=Jane"
            for state in ("ringing", "answered", "ended")])
        self.assertIn(b"Action: Login\r\nActionID: Login\r\nUsername: piperoll\r\n"
                      b"Secret: s3cret\r\nEvents: call\r\n\r\n", said)
        self.assertTrue(said.endswith(b"Action: CoreShowChannels\r\n"
                                      b"ActionID: CoreShowChannels\r\n\r\n"))

    def feed(self, *pieces: bytes) -> List[str]:
        calls = Told()
        phone = self.make(calls)
        for piece in (self.LOGIN, *pieces):
            phone.feed(piece)
        return [line.split(" name=")[0] for line in calls.lines]

    def test_two_telephones_of_an_operator_are_one_call_and_each_operator_has_their_own(self) -> None:
        lines = self.feed(
            dial("1.1"), dial("1.2", channel="PJSIP/101-0000002b"),
            dial("1.3", channel="PJSIP/102-0000002c"),
            ami(Event="DialEnd", DestUniqueid="1.2", DialStatus="ANSWER"),
            ami(Event="DialEnd", DestUniqueid="1.1", DialStatus="CANCEL"),
            ami(Event="DialEnd", DestUniqueid="1.3", DialStatus="CANCEL"),
            ami(Event="Hangup", Uniqueid="1.1"), ami(Event="Hangup", Uniqueid="1.2"))
        self.assertEqual(lines, [f"CALL +12125550147 state={rest}" for rest in (
            "ringing to=ann id=1.1", "ringing to=bo id=1.3", "answered to=ann id=1.1",
            "ended to=bo id=1.3", "ended to=ann id=1.1")])

    def test_whom_a_queue_rings_again_is_called_anew(self) -> None:
        missed = ami(Event="DialEnd", DestUniqueid="1.1", DialStatus="NOANSWER")
        self.assertEqual(self.feed(dial("1.1"), missed, dial("1.5")), [
            f"CALL +12125550147 state={rest}" for rest in (
                "ringing to=ann id=1.1", "ended to=ann id=1.1", "ringing to=ann id=1.5")])

    def test_calls_to_nobody_of_ours_are_not_told(self) -> None:
        self.assertEqual(self.feed(
            dial("1.1", channel="PJSIP/trunk-0000002a"), dial("1.2", channel="Local/101@q-0;1"),
            dial("1.3", channel="nonsense"), dial("", channel="PJSIP/101-00000001"),
        ), ["CALL +12125550147 state=ringing to=ann id=1.2"])

    def test_a_caller_who_is_unknown_is_hidden(self) -> None:
        for number in ("<unknown>", "", "anonymous", "$(reboot)", "12125550147\x1b[2J"):
            self.assertEqual(self.feed(dial("1.1", CallerIDNum=number)),
                             ["CALL unknown state=ringing to=ann id=1.1"])

    def test_after_a_pause_what_is_there_counts(self) -> None:
        calls = Told()
        phone = self.make(calls)
        phone.feed(self.LOGIN + dial("1.1") + dial("1.2", "2.0", "PJSIP/102-0000002b"))
        phone.begin()
        phone.feed(
            self.LOGIN + ami(Event="CoreShowChannel", Channel="PJSIP/102-0000002b", Uniqueid="1.2",
                             Linkedid="2.0", ChannelStateDesc="Ringing", ConnectedLineNum="911")
            + ami(Event="CoreShowChannel", Channel="PJSIP/102-0000003b", Uniqueid="3.1",
                  Linkedid="3.0", ChannelStateDesc="Ringing", ConnectedLineNum="+12125550199",
                  ConnectedLineName="<unknown>")
            + ami(Event="CoreShowChannelsComplete"))
        self.assertEqual([line.split(" name=")[0] for line in calls.lines[2:]], [
            "CALL +12125550199 state=ringing to=bo id=3.1",
            "CALL +12125550147 state=ended to=ann id=1.1"])

    def test_a_call_that_was_answered_in_a_pause_is_told_as_answered(self) -> None:
        def up(leg: str, channel: str) -> bytes:
            return ami(Event="CoreShowChannel", Channel=channel, Uniqueid=leg, Linkedid="1.0",
                       ChannelStateDesc="Up", ConnectedLineNum="+12125550147")

        # Of what is up and was never rung nobody knows who began it.
        self.assertEqual(self.feed(
            dial("1.1"), up("1.1", "PJSIP/101-0000002a") + up("9.1", "PJSIP/102-0000002d"),
            ami(Event="CoreShowChannelsComplete"), ami(Event="Hangup", Uniqueid="1.1"),
        ), [f"CALL +12125550147 state={state} to=ann id=1.1"
            for state in ("ringing", "answered", "ended")])

    def test_a_refused_login_and_a_stranger_end_the_connection(self) -> None:
        refused = ami(Response="Error", ActionID="Login", Message="Authentication failed")
        for data in (self.GREETING + refused, b"220 mail.example ESMTP\r\n"):
            with self.assertRaises(PhoneFault):
                self.make(Told()).feed(data)


def esl(kind: str, body: bytes = b"", reply: str = "") -> bytes:
    lines = [f"Content-Type: {kind}"] + ([f"Reply-Text: {reply}"] if reply else [])
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\n".join([*lines, "", ""]).encode() + body


def event(name: str, leg: str = "b-1", **fields: str) -> bytes:
    return esl("text/event-json", json.dumps({
        "Event-Name": name, "Unique-ID": leg, "Call-Direction": "outbound",
        "Caller-Destination-Number": "101", "Caller-Caller-ID-Number": "+12125550147",
        "Caller-Caller-ID-Name": "Jane \u00e9", "Other-Leg-Unique-ID": "a-1", **fields,
    }, ensure_ascii=False).encode())


class FreeSwitchTests(EveryPiece):
    LOGIN = esl("auth/request") + esl("command/reply", reply="+OK accepted")

    @staticmethod
    def make(calls: Calls) -> Phone:
        return FreeSwitch(calls, operators(), "ClueCon")

    def test_a_call_is_told_from_its_ring_to_its_end(self) -> None:
        stream = (
            self.LOGIN + esl("command/reply", reply="+OK event listener enabled json")
            + esl("api/response", b'{"row_count":0}')
            + event("CHANNEL_CREATE", "a-1", **{"Call-Direction": "inbound"})
            + event("CHANNEL_CREATE") + event("CHANNEL_ANSWER")
            + event("CHANNEL_ANSWER", "a-1") + event("CHANNEL_HANGUP_COMPLETE"))
        said = self.check(self.make, stream, [
            f'CALL +12125550147 state={state} to=ann id=b-1 name="Jane \u00e9"'
            for state in ("ringing", "answered", "ended")])
        self.assertEqual(said, (
            "auth ClueCon\n\nevent json CHANNEL_CREATE CHANNEL_ANSWER CHANNEL_HANGUP_COMPLETE\n\n"
            "api show channels as json\n\n").encode())

    def test_after_a_pause_what_is_there_counts(self) -> None:
        calls = Told()
        phone = self.make(calls)
        phone.feed(self.LOGIN + event("CHANNEL_CREATE"))
        phone.begin()
        rows = [{"uuid": "c-1", "call_uuid": "d-1", "direction": "outbound", "dest": "102",
                 "callstate": "RINGING", "cid_num": "+12125550199", "cid_name": "Mo"}]
        body = json.dumps({"row_count": 1, "rows": rows}).encode()
        phone.feed(self.LOGIN + esl("api/response", body) + esl("api/response", body))
        self.assertEqual([line.split(" name=")[0] for line in calls.lines[1:]], [
            "CALL +12125550147 state=ended to=ann id=b-1",
            "CALL +12125550199 state=ringing to=bo id=c-1"])

    def test_the_list_says_what_rings_and_what_is_answered(self) -> None:
        for state, told in [("EARLY", ["ringing"]), ("RINGING", ["ringing"]),
                            ("ACTIVE", []), ("HELD", []), ("DOWN", [])]:
            self.assertEqual(self.states(state), told, state)
        for state, told in [("EARLY", []), ("ACTIVE", ["answered"]), ("HELD", ["answered"]),
                            ("UNHELD", ["answered"])]:
            self.assertEqual(self.states(state, event("CHANNEL_CREATE")), ["ringing", *told], state)

    def states(self, state: str, before: bytes = b"") -> List[str]:
        calls = Told()
        row = {"uuid": "b-1", "call_uuid": "a-1", "direction": "outbound", "dest": "101",
               "callstate": state, "cid_num": "+12125550147", "cid_name": "Mo"}
        body = json.dumps({"row_count": 1, "rows": [row]}).encode()
        self.make(calls).feed(self.LOGIN + before + esl("api/response", body))
        return [line.split("state=")[1].split(" ")[0] for line in calls.lines]

    def test_a_list_of_all_channels_of_a_full_exchange_is_taken(self) -> None:
        calls = Told()
        rows = [{"uuid": f"c-{number}", "call_uuid": f"d-{number}", "direction": "outbound",
                 "dest": "999", "callstate": "ACTIVE", "presence_data": "x" * 1500}
                for number in range(2 * bridge.CALLS_MAX)]
        rows.append({"uuid": "c", "direction": "outbound", "dest": "101", "callstate": "RINGING",
                     "cid_num": "911", "cid_name": "Mo"})
        body = json.dumps({"rows": rows, "row_count": len(rows)}).encode()
        stream = self.LOGIN + esl("api/response", body)
        phone = self.make(calls)
        for place in range(0, len(stream), 65536):
            phone.feed(stream[place:place + 65536])
        self.assertEqual(calls.lines, ["CALL 911 state=ringing to=ann id=c name=Mo"])

    def test_what_is_refused_or_strange_ends_the_connection(self) -> None:
        for data in (
            esl("auth/request") + esl("command/reply", reply="-ERR invalid"),
            esl("text/rude-rejection", b"Access Denied"), self.LOGIN + b"Content-Length: x\n\n",
            self.LOGIN + esl("text/event-json", b"{"), b"x" * (freeswitch.LIST_BYTES_MAX + 1),
        ):
            with self.assertRaises(PhoneFault):
                self.make(Told()).feed(data)


class LinphoneTests(EveryPiece):
    NOTHING = b"Status: Ok\n\nSize: 0\n\n"

    @staticmethod
    def make(calls: Calls) -> Phone:
        return Linphone(calls, None)

    @staticmethod
    def event(name: str, id: int = 1, shown: str = 'J \\"Q\\"') -> bytes:
        return (f"Status: Ok\n\nSize: 0\nEvent-type: call-state-changed\n\nEvent: LinphoneCall{name}\n"
                f'From: "{shown}" <sip:+12125550147@127.0.0.1>\nId: {id}\n\n\n\n').encode()

    def test_a_call_is_told_from_its_ring_to_its_end(self) -> None:
        calls = Told()
        phone = self.make(calls)
        phone.begin()
        for name in ("IncomingReceived", "Connected", "StreamsRunning", "End", "Released"):
            data = self.event(name)
            asked = b"".join(phone.feed(data[place:place + 1]) for place in range(len(data)))
            self.assertEqual(asked, b"pop-event\n")
        self.assertEqual(phone.feed(self.NOTHING), b"pop-event\n")
        for name in ("OutgoingProgress", "Connected", "End"):
            phone.feed(self.event(name, 2))
        id = calls.lines[0].split(" id=")[1].split(" ")[0]
        self.assertEqual(calls.lines, [
            f'CALL +12125550147 state={state} id={id} name="J \\"Q\\""'
            for state in ("ringing", "answered", "ended")])

    def test_a_name_is_not_taken_for_an_error_of_the_daemon(self) -> None:
        calls = Told()
        phone = self.make(calls)
        phone.begin()
        data = self.event("IncomingReceived", shown="Status: Error")
        asked = b"".join(phone.feed(data[place:place + 1]) for place in range(len(data)))
        self.assertEqual(asked, b"pop-event\n")
        self.assertIn('name="Status: Error"', calls.lines[0])
        with self.assertRaises(PhoneFault):
            phone.feed(b"Status: Error\nReason: Unknown command.\n\n")

    def test_the_calls_of_a_daemon_that_was_lost_are_over_and_the_next_one_counts_anew(self) -> None:
        calls = Told()
        phone = self.make(calls)
        phone.begin()
        phone.feed(self.event("IncomingReceived"))
        phone.begin()
        phone.feed(self.event("IncomingReceived"))
        states = [line.split(" id=")[0].split("state=")[1] for line in calls.lines]
        self.assertEqual(states, ["ringing", "ended", "ringing"])
        self.assertNotEqual(calls.lines[0], calls.lines[2])


class HeaderTests(unittest.TestCase):
    def test_a_header_has_a_name_and_an_address(self) -> None:
        for text, expected in [
            ('"Jane \\"Q\\" D" <sip:1@x>;tag=1', ('Jane "Q" D', "sip:1@x")),
            ("Jane <tel:+1-212>", ("Jane", "tel:+1-212")), ("<sip:1@x>", (None, "sip:1@x")),
            ("sip:1@x;tag=1", (None, "sip:1@x")), ('"<sip:9@x>" <sip:1@x>', ("<sip:9@x>", "sip:1@x")),
            ("", (None, "")),
        ]:
            self.assertEqual(bridge.name_and_address(text), expected)


class DialTests(unittest.TestCase):
    def test_nothing_is_dialled_before_somebody_says_yes(self) -> None:
        for typed, agreed in [("", False), ("\n", False), ("n\n", False), ("y\n", True),
                              (" YES", True)]:
            with mock.patch("sys.stdin", io.StringIO(typed)), \
                    mock.patch("sys.stdout", io.StringIO()), \
                    mock.patch("sys.stderr", io.StringIO()) as said:
                self.assertEqual(tel.is_agreed("+12125550147"), agreed, repr(typed))
            self.assertEqual("nothing is dialled" in said.getvalue(), typed == "")


class CallsTests(unittest.TestCase):
    def test_a_server_that_is_new_is_told_of_what_goes_on_and_of_nothing_else(self) -> None:
        calls = Told()
        calls.note("1", "ringing", "ann", "911")
        calls.note("2", "ringing", "ann", "912")
        calls.note("2", "answered", "ann", "912")
        calls.note("3", "ringing", "ann", "913")
        calls.end("3")
        calls.forget_told()
        again = [calls.next(0), None]
        assert again[0]
        calls.was_told(*again[0][:2])
        again[1] = calls.next(0)
        self.assertEqual([found[2].line for found in again if found], [
            "CALL 911 state=ringing to=ann id=1", "CALL 912 state=answered to=ann id=2"])

    def rest(self, calls: Calls) -> List[str]:
        """All that is still to be told."""
        lines: List[str] = []
        for found in iter(lambda: calls.next(0), None):
            lines.append(found[2].line)
            calls.was_told(*found[:2])
        return lines

    def test_the_end_of_a_call_is_told_even_if_the_link_broke_before_it(self) -> None:
        for answered in (False, True):
            calls = Calls()
            calls.note("1", "ringing", "ann", "911")
            if answered:
                calls.note("1", "answered", "ann")
            self.rest(calls)
            calls.end("1")
            calls.forget_told()
            self.assertEqual(self.rest(calls), ["CALL 911 state=ended to=ann id=1"])
            self.assertEqual(calls._calls, {})

    def test_the_end_is_told_too_if_it_comes_after_the_link_is_back(self) -> None:
        calls = Calls()
        calls.note("1", "ringing", "ann", "911")
        self.rest(calls)
        calls.forget_told()
        calls.end("1")
        self.assertEqual(self.rest(calls), ["CALL 911 state=ended to=ann id=1"])

    def test_the_end_is_told_too_if_it_comes_while_the_server_hears_of_the_ring(self) -> None:
        calls = Calls()
        calls.note("1", "ringing", "ann", "911")
        found = calls.next(0)
        assert found
        calls.end("1")
        calls.was_told(*found[:2])
        self.assertEqual(self.rest(calls), ["CALL 911 state=ended to=ann id=1"])

    def test_ends_that_cannot_be_told_are_kept_for_so_long_and_so_many(self) -> None:
        calls = Calls()
        for number in range(bridge.ENDED_MAX + 10):
            calls.note(str(number), "ringing", "ann", "911")
        self.rest(calls)
        for id in list(calls._calls):
            calls.end(id)
        calls.forget_told()
        self.assertEqual(list(calls._calls), [str(10 + n) for n in range(bridge.ENDED_MAX)])
        late = time.monotonic() + bridge.ENDED_SECONDS + 1
        with mock.patch("bridge.time.monotonic", return_value=late):
            calls.forget_told()
        self.assertIsNone(calls.next(0))

    def test_who_was_never_told_of_a_call_need_not_hear_of_its_end(self) -> None:
        calls = Calls()
        calls.note("1", "ringing", "ann", "911")
        calls.end("1")
        self.assertIsNone(calls.next(0))

    def test_a_flood_fills_no_memory(self) -> None:
        calls = Calls()
        for number in range(bridge.CALLS_MAX + 10):
            calls.note(str(number), "ringing", "ann", "911")
        self.assertEqual(len(calls._calls), bridge.CALLS_MAX)

    def test_a_list_of_extensions_that_is_wrong_says_where(self) -> None:
        self.assertEqual(operators("# ours\n\n 101=ann # desk 1\n").find("101"), "ann")
        self.assertIsNone(operators().find("103"))
        with self.assertRaisesRegex(piperoll.SettingsError, "line 2: write EXTENSION"):
            operators("101 = ann\n102 bo\n")


if __name__ == "__main__":
    unittest.main()
