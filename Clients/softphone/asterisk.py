"""Tells Piperoll of the calls to operators' extensions at an Asterisk, over its manager interface.

    python3 asterisk.py --url piperolls://phone@desk.example --password-file pw \\
        --ami pbx.example:5038 --user piperoll --secret-file ami --operators extensions

The manager user needs `read = call,reporting` and `write = reporting` (for CoreShowChannels), and
nothing else.
"""

from __future__ import annotations

import re
from typing import Dict, Optional, Set

import bridge
from bridge import Buffer, Calls, Legs, Operators, Phone, PhoneFault


class Asterisk(Phone):
    """What comes over AMI: events of lines `Key: value`, each with a blank line behind it."""

    def __init__(self, calls: Calls, operators: Operators, user: str, secret: str) -> None:
        super().__init__(calls)
        self._legs = Legs(calls, operators)
        self._user, self._secret = user, secret
        self._buffer = Buffer()
        self._is_greeted = False
        self._listed: Set[str] = set()

    def begin(self) -> bytes:
        self._buffer = Buffer()
        self._is_greeted = False
        return b""

    def ask(self) -> bytes:
        return self._action("Ping")

    @staticmethod
    def _action(name: str, **values: str) -> bytes:
        lines = [f"Action: {name}", f"ActionID: {name}"]
        lines += [f"{key}: {value}" for key, value in values.items()]
        return "".join(line + "\r\n" for line in [*lines, ""]).encode()

    def feed(self, data: bytes) -> bytes:
        self._buffer.add(data)
        answer = b""
        if not self._is_greeted:
            greeting = self._buffer.until(b"\r\n")
            if greeting is None:
                return b""
            if not greeting.startswith(b"Asterisk Call Manager"):
                raise PhoneFault("what comes is not from Asterisk's manager interface")
            self._is_greeted = True
            answer += self._action(
                "Login", Username=self._user, Secret=self._secret, Events="call")
        while True:
            text = self._buffer.until(b"\r\n\r\n")
            if text is None:
                return answer
            answer += self._take(self._fields(text.decode("utf-8", "replace")))

    @staticmethod
    def _fields(text: str) -> Dict[str, str]:
        fields: Dict[str, str] = {}
        for line in text.split("\r\n"):
            key, _, value = line.partition(":")
            fields[key.strip()] = value.strip()
        return fields

    def _take(self, event: Dict[str, str]) -> bytes:
        get = event.get
        if "Response" in event and get("ActionID") == "Login":
            if event["Response"] != "Success":
                raise PhoneFault(f"the login is refused: {get('Message', '')}")
            # What was told while nobody listened is lost: which channels are there now?
            self._listed = set()
            return self._action("CoreShowChannels")
        kind, leg = get("Event"), get("Uniqueid", "")
        if kind == "DialBegin":
            self._ring(get("DestUniqueid", ""), get("Linkedid", ""), get("DestChannel", ""),
                       get("CallerIDNum", ""), get("CallerIDName", ""))
        elif kind == "DialEnd":
            leg = get("DestUniqueid", "")
            if get("DialStatus") == "ANSWER":
                self._legs.answer(leg)
            else:
                self._legs.hang_up(leg)
        elif kind == "Hangup":
            self._legs.hang_up(leg)
        elif kind == "CoreShowChannel":
            self._listed.add(leg)
            # Who calls is the other side of the channel to an operator.
            if get("ChannelStateDesc") == "Ringing":
                self._ring(leg, get("Linkedid", ""), get("Channel", ""),
                           get("ConnectedLineNum", ""), get("ConnectedLineName", ""))
            elif get("ChannelStateDesc") == "Up":
                self._legs.answer(leg)
        elif kind == "CoreShowChannelsComplete":
            self._legs.keep(self._listed)
        return b""

    def _ring(self, leg: str, call: str, channel: str, caller: str, name: str) -> None:
        extension = self._extension(channel)
        if extension:
            shown = "" if name == "<unknown>" else name
            self._legs.ring(leg, call, extension, caller, shown)

    @staticmethod
    def _extension(channel: str) -> Optional[str]:
        """`101` of `PJSIP/101-0000002a`."""
        found = re.fullmatch(r"[A-Za-z0-9]+/([^/@]+)(@.*)?-[0-9a-f]+(;[12])?", channel)
        return found[1] if found else None


def main() -> None:
    parser = bridge.parser("Tells Piperoll of the calls to operators' extensions at an Asterisk.")
    parser.add_argument("--ami", type=bridge.address, default=("127.0.0.1", 5038),
                        metavar="HOST:PORT", help="the manager interface (127.0.0.1:5038)")
    parser.add_argument("--user", required=True, help="the manager user")
    parser.add_argument("--secret-file", required=True, help="first line: its secret; mode 0600")
    parser.add_argument("--operators", required=True, metavar="FILE",
                        help="lines EXTENSION = OPERATOR")
    options = parser.parse_args()
    calls = Calls()
    phone = Asterisk(calls, Operators(options.operators), options.user,
                     bridge.secret(options.secret_file))
    bridge.start(options, calls)
    phone.run(*options.ami)


if __name__ == "__main__":
    bridge.main(main)
