"""Tells Piperoll of the calls to a Linphone, by way of its daemon.

    linphone-daemon --pipe desk &
    python3 linphone.py --url piperolls://phone@desk.example --password-file pw --to ann

The daemon is a Linphone without a window (Debian's package linphone-cli). It makes the socket
/tmp/desk, and is asked for what has happened ten times a second.
"""

from __future__ import annotations

import re
import secrets
import socket
import time
from typing import Optional, Set

import bridge
from bridge import ANSWERED, ENDED, RINGING, Buffer, Calls, Phone, PhoneFault

POLL_SECONDS = 0.1
"""Between two questions: a call is told within it, and the daemon has next to nothing to do."""

_STATES = {
    "LinphoneCallIncomingReceived": RINGING, "LinphoneCallConnected": ANSWERED,
    "LinphoneCallStreamsRunning": ANSWERED, "LinphoneCallEnd": ENDED, "LinphoneCallError": ENDED,
    "LinphoneCallReleased": ENDED,
}
_REPLY = re.compile(
    rb"Status: Ok\n\nSize: [0-9]+\n(?:\n|Event-type: ([^\n]*)\n\n(.*?)\n\n\n\n)", re.S)


class Linphone(Phone):
    """What the daemon answers to `pop-event`: the oldest event that was not told, or none."""

    def __init__(self, calls: Calls, to: Optional[str]) -> None:
        super().__init__(calls)
        self._to = to
        self._buffer = Buffer()
        self._run = ""
        self._ids: Set[str] = set()

    def begin(self) -> bytes:
        """A daemon that was lost has ended, and its calls with it. The next one counts anew."""
        self._buffer = Buffer()
        for id in self._ids:
            self.calls.end(id)
        self._ids.clear()
        self._run = secrets.token_hex(8)
        return self.ask()

    def ask(self) -> bytes:
        return b"pop-event\n"

    def feed(self, data: bytes) -> bytes:
        self._buffer.add(data)
        # Further on it may stand in a caller's name.
        if self._buffer.bytes.startswith(b"Status: Error"):
            raise PhoneFault("the daemon knows no pop-event")
        found = _REPLY.match(self._buffer.bytes)
        if not found:
            return b""
        self._buffer.take(found.end())
        if found[1] is None:
            time.sleep(POLL_SECONDS)
        elif found[1] == b"call-state-changed":
            self._event(found[2].decode("utf-8", "replace"))
        return self.ask()

    def _event(self, text: str) -> None:
        pairs = (line.partition(": ") for line in text.split("\n"))
        event = {key: value for key, _, value in pairs}
        state, number = _STATES.get(event.get("Event", "")), event.get("Id", "")
        id = f"{self._run}-{number}"
        # A call out rings at the other side, and never is IncomingReceived.
        if not state or not number or state != RINGING and id not in self._ids:
            return
        name, uri = bridge.name_and_address(event.get("From", ""))
        self._ids.add(id)
        self.calls.note(id, state, self._to, uri, name)
        if state == ENDED:
            self._ids.discard(id)


def main() -> None:
    parser = bridge.parser("Tells Piperoll of the calls to a Linphone, by way of its daemon.")
    parser.add_argument("--pipe", default="desk",
                        help="the name that the daemon was given with --pipe (desk)")
    parser.add_argument("--to", metavar="OPERATOR",
                        help="whose telephone it is; left out: of the user who logs in")
    options = parser.parse_args()
    path = options.pipe if "/" in options.pipe else f"/tmp/{options.pipe}"

    def connect() -> socket.socket:
        link = socket.socket(socket.AF_UNIX)
        link.connect(path)
        return link

    calls = Calls()
    bridge.start(options, calls)
    Linphone(calls, options.to).run_over(connect, path)


if __name__ == "__main__":
    bridge.main(main)
