"""Tells Piperoll of the calls to operators' extensions at a FreeSWITCH, over its event socket.

    python3 freeswitch.py --url piperolls://phone@desk.example --password-file pw \\
        --esl 127.0.0.1:8021 --secret-file esl --operators extensions

The event socket may do anything to the exchange: let it listen on loopback alone, and run this
program there.
"""

from __future__ import annotations

import json
from typing import Any, Dict, List

import bridge
from bridge import Buffer, Calls, Legs, Operators, Phone, PhoneFault

EVENTS = "CHANNEL_CREATE CHANNEL_ANSWER CHANNEL_HANGUP_COMPLETE"
LIST_BYTES_MAX = 16 << 20
"""What may come as one answer. `show channels` lists all channels at once and cannot leave columns
out: some 1.5 KiB for each, and two channels for each of as many calls as are kept."""

_RINGING = ("RINGING", "EARLY")
"""EARLY is ringing with a sound from the other side."""
_ANSWERED = ("ACTIVE", "HELD", "UNHELD")


class FreeSwitch(Phone):
    """What comes over the event socket: headers, a blank line, and a body of `Content-Length`."""

    def __init__(self, calls: Calls, operators: Operators, secret: str) -> None:
        super().__init__(calls)
        self._legs = Legs(calls, operators)
        self._secret = secret
        self._buffer = Buffer(LIST_BYTES_MAX)
        self._headers: Dict[str, str] = {}
        self._is_in = False

    def begin(self) -> bytes:
        self._buffer, self._headers, self._is_in = Buffer(LIST_BYTES_MAX), {}, False
        return b""

    def ask(self) -> bytes:
        return b"api version\n\n"

    def feed(self, data: bytes) -> bytes:
        self._buffer.add(data)
        answer = b""
        while True:
            if not self._headers:
                text = self._buffer.until(b"\n\n")
                if text is None:
                    return answer
                self._headers = self._fields(text.decode("utf-8", "replace"))
                if not self._headers:
                    continue
            length = self._headers.get("Content-Length", "0")
            if not length.isdigit():
                raise PhoneFault("a length that is no number")
            body = self._buffer.take(int(length))
            if body is None:
                return answer
            headers, self._headers = self._headers, {}
            answer += self._take(headers, body)

    @staticmethod
    def _fields(text: str) -> Dict[str, str]:
        pairs = (line.partition(":") for line in text.split("\n") if ":" in line)
        return {key.strip(): value.strip() for key, _, value in pairs}

    def _take(self, headers: Dict[str, str], body: bytes) -> bytes:
        kind = headers.get("Content-Type", "")
        if kind == "auth/request":
            return f"auth {self._secret}\n\n".encode()
        if kind == "text/rude-rejection":
            raise PhoneFault("it takes no connection from here (its access list)")
        if kind == "command/reply" and not self._is_in:
            if not headers.get("Reply-Text", "").startswith("+OK"):
                raise PhoneFault("the login is refused")
            self._is_in = True
            # What was told while nobody listened is lost: which channels are there now?
            return f"event json {EVENTS}\n\napi show channels as json\n\n".encode()
        if kind == "text/event-json":
            self._event(self._json(body))
        elif kind == "api/response" and body.lstrip().startswith(b"{"):
            self._list(self._json(body))
        return b""

    @staticmethod
    def _json(body: bytes) -> Dict[str, Any]:
        try:
            value = json.loads(body.decode("utf-8", "replace"))
        except ValueError:
            raise PhoneFault("an event that is no JSON") from None
        return value if isinstance(value, dict) else {}

    def _event(self, event: Dict[str, Any]) -> None:
        def get(key: str) -> str:
            value = event.get(key)
            return value if isinstance(value, str) else ""

        leg, name = get("Unique-ID"), get("Event-Name")
        # The leg to an operator is one that the exchange itself has begun.
        if name == "CHANNEL_CREATE" and get("Call-Direction") == "outbound":
            self._legs.ring(
                leg, get("Other-Leg-Unique-ID"), get("Caller-Destination-Number"),
                get("Caller-Caller-ID-Number"), get("Caller-Caller-ID-Name"))
        elif name == "CHANNEL_ANSWER":
            self._legs.answer(leg)
        elif name == "CHANNEL_HANGUP_COMPLETE":
            self._legs.hang_up(leg)

    def _list(self, reply: Dict[str, Any]) -> None:
        if "row_count" not in reply:
            return
        rows: List[Dict[str, Any]] = [
            row for row in reply.get("rows") or [] if isinstance(row, dict)]
        self._legs.keep([str(row.get("uuid")) for row in rows])
        for row in rows:
            if row.get("direction") == "outbound" and row.get("callstate") in _RINGING:
                self._legs.ring(
                    str(row.get("uuid", "")), str(row.get("call_uuid", "")),
                    str(row.get("dest", "")), str(row.get("cid_num", "")),
                    str(row.get("cid_name", "")))
            elif row.get("callstate") in _ANSWERED:
                self._legs.answer(str(row.get("uuid", "")))


def main() -> None:
    parser = bridge.parser("Tells Piperoll of the calls to operators' extensions at a FreeSWITCH.")
    parser.add_argument("--esl", type=bridge.address, default=("127.0.0.1", 8021),
                        metavar="HOST:PORT", help="the event socket (127.0.0.1:8021)")
    parser.add_argument("--secret-file", required=True,
                        help="first line: the event socket's password; mode 0600")
    parser.add_argument("--operators", required=True, metavar="FILE",
                        help="lines EXTENSION = OPERATOR")
    options = parser.parse_args()
    calls = Calls()
    phone = FreeSwitch(calls, Operators(options.operators), bridge.secret(options.secret_file))
    bridge.start(options, calls)
    phone.run(*options.esl)


if __name__ == "__main__":
    bridge.main(main)
