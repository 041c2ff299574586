"""Tells Piperoll of the calls to a baresip softphone, which speaks over its module ctrl_tcp.

    python3 baresip.py --url piperolls://phone@desk.example --password-file pw --to ann

The module takes one connection at a time, and this program keeps it. Set `ctrl_tcp_listen
127.0.0.1:4444` in baresip's configuration: the port asks nobody who they are.
"""

from __future__ import annotations

import json
import re
from typing import Any, Dict, List, Optional, Tuple

import bridge
from bridge import ANSWERED, RINGING, Buffer, Calls, Phone, PhoneFault

LENGTH_DIGITS_MAX = 8
"""Of the length in front of an event: more is no length."""

_STATES = {"CALL_INCOMING": RINGING, "CALL_ESTABLISHED": ANSWERED}


class Baresip(Phone):
    """What comes over ctrl_tcp: netstrings, `LENGTH:JSON,`."""

    def __init__(self, calls: Calls, to: Optional[str]) -> None:
        super().__init__(calls)
        self._to = to
        self._buffer = Buffer()
        self._uris: Dict[str, str] = {}
        """Of the calls in that go on, by their ids: who calls."""
        self._current: Optional[Tuple[str, str]] = None
        """The call in that `callstat` tells of: who calls, and its id."""

    def begin(self) -> bytes:
        """What was told while nobody listened is lost: which calls are there now?"""
        self._buffer = Buffer()
        return self.ask()

    def ask(self) -> bytes:
        return self._command("callstat") + self._command("listcalls")

    @staticmethod
    def _command(name: str) -> bytes:
        text = json.dumps({"command": name, "token": name}).encode()
        return b"%d:%s," % (len(text), text)

    def feed(self, data: bytes) -> bytes:
        self._buffer.add(data)
        for text in iter(self._next, None):
            try:
                # Of a caller's name baresip takes any bytes. They must not end the connection: what
                # is no UTF-8 is shown as such, and control letters are taken as they are.
                event = json.loads(text.decode("utf-8", "replace"), strict=False)
            except ValueError:
                raise PhoneFault("an event that is no JSON") from None
            if isinstance(event, dict):
                self._take(event)
        return b""

    def _next(self) -> Optional[bytes]:
        """The next event; `None` while it is not whole."""
        length, colon, rest = self._buffer.bytes.partition(b":")
        if not colon and len(length) <= LENGTH_DIGITS_MAX:
            return None
        if not length.isdigit() or len(length) > LENGTH_DIGITS_MAX:
            raise PhoneFault("what comes is not from ctrl_tcp")
        if len(rest) <= int(length):
            return None
        text = self._buffer.take(len(length) + 1 + int(length) + 1) or b""
        if not text.endswith(b","):
            raise PhoneFault("an event without its end")
        return text[len(length) + 1:-1]

    def _take(self, event: Dict[str, Any]) -> None:
        text = {key: value for key, value in event.items() if isinstance(value, str)}
        if event.get("response"):
            if text.get("token") == "callstat":
                self._current = self._call_of(text.get("data", ""))
            elif text.get("token") == "listcalls":
                self._list(text.get("data", ""))
        elif text.get("direction") == "incoming" and text.get("id"):
            self._event(text)

    def _event(self, event: Dict[str, str]) -> None:
        # The number is in `peeruri`. `param` has been through printf by then (until baresip 3).
        id, uri = event["id"], event.get("peeruri", "")
        kind = event.get("type", "")
        if kind == "CALL_CLOSED":
            self._uris.pop(id, None)
            self.calls.end(id)
        elif kind in _STATES:
            # It was found in a list, which tells no ids.
            if id not in self._uris and self._uris.get(uri) == uri:
                del self._uris[uri]
                self.calls.rename(uri, id)
            self._uris[id] = uri
            self._note(id, _STATES[kind], uri, event.get("peerdisplayname"))

    def _note(self, id: str, state: str, uri: str, name: Optional[str] = None) -> None:
        said = None if name is None else bridge.unquoted(name)
        self.calls.note(id, state, self._to, uri, said)

    @staticmethod
    def _call_of(text: str) -> Optional[Tuple[str, str]]:
        """Who calls and the id of the call, of what `callstat` says of a call in."""
        uri = re.search(r"^ *peer_uri:.*?<?([a-z]+:[^\s<>]+)>?\s*$", text, re.M)
        id = re.search(r"\bid=(\S+)", text)
        if not uri or not id or not re.search(r"^ *direction: +Incoming", text, re.M):
            return None
        return uri[1], id[1]

    def _list(self, text: str) -> None:
        """Takes what `listcalls` says: a line for each call, with its state and who calls."""
        listed: List[Tuple[str, str]] = re.findall(
            r"^>? *\[line \d+\] +\S+ +([A-Z]+) +(\S+)", text, re.M)
        for id, uri in list(self._uris.items()):
            if uri not in [other for _, other in listed]:
                del self._uris[id]
                self.calls.end(id)
        for state, uri in listed:
            known = [id for id, other in self._uris.items() if other == uri]
            is_current = self._current is not None and self._current[0] == uri
            # Of a call that is answered the list does not say who began it.
            if not known and not is_current and state != "INCOMING":
                continue
            id = known[0] if known else uri
            if not known and is_current and self._current:
                id = self._current[1]
            self._uris[id] = uri
            if state in ("INCOMING", "ESTABLISHED"):
                self._note(id, RINGING if state == "INCOMING" else ANSWERED, uri)


def main() -> None:
    parser = bridge.parser("Tells Piperoll of the calls to a baresip softphone.")
    parser.add_argument("--ctrl", type=bridge.address, default=("127.0.0.1", 4444),
                        metavar="HOST:PORT", help="baresip's ctrl_tcp_listen (127.0.0.1:4444)")
    parser.add_argument("--to", metavar="OPERATOR",
                        help="whose telephone it is; left out: of the user who logs in")
    options = parser.parse_args()
    calls = Calls()
    bridge.start(options, calls)
    Baresip(calls, options.to).run(*options.ctrl)


if __name__ == "__main__":
    bridge.main(main)
