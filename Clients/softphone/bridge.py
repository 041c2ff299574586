"""What the bridges to telephones share: which calls there are, and telling the server of them.

A bridge reads what a telephone or an exchange tells, and says it to the server with CALL, as a user
of the role `phone`. The two sides wait for each other nowhere: the telephone's is read on one
thread, the server is told on another, and each connects again when its connection is lost.

It needs Python 3.9 or later and `piperoll.py`, beside it or installed.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import sys
import threading
import time
from typing import Callable, Collection, Dict, Iterator, NoReturn, Optional, Set, Tuple

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))

import piperoll  # noqa: E402  (the path is set for it)

CALLS_MAX = 4096
"""Calls that are kept at once. An exchange has fewer; what floods it must not fill the memory."""
ENDED_MAX = 1024
"""Calls that are over, and the server does not know it. It keeps 16 of each operator itself: these
are all of 64 operators."""
ENDED_SECONDS = 4 * 3600.0
"""For so long they are kept: by then the server takes a call for over itself."""
PAUSES = (0.25, 0.5, 1.0, 2.0, 5.0)
"""Seconds before each further try to connect; the last one is for all that follow."""
CONNECT_SECONDS = 5.0
"""How long a connection may take: to the telephone, or to the server with login."""
REQUEST_SECONDS = 5.0
"""How long the server may take to answer. Then it is asked on a new connection."""
PROBE_SECONDS = 1.0
"""After so long without a call the server is asked whether it is there: a new one knows of none."""
ASK_SECONDS = 30.0
"""After so long without a byte a telephone is asked something. If it says nothing for as long
again, it is taken for gone: a broken network may leave a connection open on one side."""
FRAME_BYTES_MAX = 1 << 20
"""What a telephone may send as one event: far above what any does, far below harm."""

RINGING, ANSWERED, ENDED = piperoll.CALL_STATES
_ORDER = {state: place for place, state in enumerate(piperoll.CALL_STATES)}


class PhoneFault(Exception):
    """What a telephone or an exchange sent is not what it should be, or it refuses the login."""


class _Call:
    """A call, and what the server was told of it."""

    def __init__(self, to: Optional[str], number: Optional[str], name: Optional[str]) -> None:
        self.to, self.number, self.name = to, number, name
        self.state = RINGING
        self.told: Optional[str] = None
        self.is_known = False
        """A server may have heard of it, if only in a request that was never answered."""
        self.ended = 0.0
        """When, by the clock that only runs."""
        self.id: Optional[str] = None
        """By what the server knows it, if that is not the telephone's id."""


class Calls:
    """The calls that go on, each by its id. Another thread may ask what is to be told."""

    def __init__(self) -> None:
        self._calls: Dict[str, _Call] = {}
        self._changed = threading.Condition()

    def note(
        self, id: str, state: str, to: Optional[str], caller: str = "", name: Optional[str] = None
    ) -> None:
        """A telephone says what has become of a call. What is not later than before says nothing.

        `caller` is the number or the URI as the telephone gives it.
        """
        with self._changed:
            call = self._calls.get(id)
            if call is None:
                if state == ENDED or len(self._calls) >= CALLS_MAX:
                    return
                call = self._calls[id] = _Call(to, piperoll.caller_number(caller), name)
            elif _ORDER[state] <= _ORDER[call.state]:
                return
            call.state = state
            if state == ENDED:
                call.ended = time.monotonic()
                # Nobody has heard of it, so nobody needs to hear that it is over.
                if not call.is_known:
                    del self._calls[id]
                self._drop_ended()
            self._changed.notify()

    def _drop_ended(self) -> None:
        """A server that cannot be reached must not make us keep its calls for good."""
        ended = [id for id, call in self._calls.items() if call.state == ENDED]
        ended.sort(key=lambda id: self._calls[id].ended)
        since = time.monotonic() - ENDED_SECONDS
        too_many = len(ended) - ENDED_MAX
        for place, id in enumerate(ended):
            if place < too_many or self._calls[id].ended < since:
                del self._calls[id]

    def end(self, id: str) -> None:
        """A call is over, if it is one that is known."""
        self.note(id, ENDED, None)

    def rename(self, id: str, new: str) -> None:
        """A call turns out to have another id. What the server knows of it stays."""
        with self._changed:
            call = self._calls.get(id)
            if call and new not in self._calls:
                call.id = call.id or id
                self._calls[new] = self._calls.pop(id)

    def forget_told(self) -> None:
        """The server may be a new one, which knows of no call; to that one an end says nothing. Or
        it is the same one, which has to hear what ended while the link was cut."""
        with self._changed:
            self._drop_ended()
            for call in self._calls.values():
                call.told = None

    def next(self, seconds: float) -> Optional[Tuple[str, str, piperoll.Request]]:
        """What is to be told: a call's id, its state and the request. `None` if there is nothing
        for so long."""
        with self._changed:
            found = self._find()
            if found is None:
                self._changed.wait(seconds)
                found = self._find()
            return found

    def _find(self) -> Optional[Tuple[str, str, piperoll.Request]]:
        for id, call in self._calls.items():
            if call.state != call.told:
                call.is_known = True
                return id, call.state, piperoll.call_request(
                    call.number, state=call.state, to=call.to, id=call.id or id, name=call.name)
        return None

    def hide_number(self, id: str) -> None:
        """The server knows no such number: from now on it is a hidden one."""
        with self._changed:
            if id in self._calls:
                self._calls[id].number = None

    def was_told(self, id: str, state: str) -> None:
        with self._changed:
            call = self._calls.get(id)
            if call:
                call.told = state
                if state == ENDED:
                    del self._calls[id]


class Teller:
    """Tells the server, on a thread of its own."""

    def __init__(self, calls: Calls, connect: Callable[[], piperoll.Connection]) -> None:
        self._calls, self._connect = calls, connect
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        for _ in attempts():
            try:
                with self._connect() as desk:
                    say(f"the server takes calls, as user {desk.user}")
                    self._calls.forget_told()
                    self._tell(desk)
            except piperoll.PiperollError as error:
                say(f"the server: {error}")

    def _tell(self, desk: piperoll.Connection) -> None:
        while True:
            found = self._calls.next(PROBE_SECONDS)
            if found is None:
                desk.request("PING")
                continue
            id, state, request = found
            try:
                desk.send(request).result()
            except piperoll.TryLater as later:
                time.sleep(min(later.after or PAUSES[-1], PAUSES[-1]))
                continue
            except piperoll.Refused as refusal:
                if refusal.key == "from":
                    self._calls.hide_number(id)
                    continue
                # What is refused once is refused again.
                say(f"{request.line}: {refusal.text or refusal}")
            self._calls.was_told(id, state)


def attempts() -> Iterator[int]:
    """Counts tries without end, and waits before each but the first. A try that took long was none
    that failed: then the waits begin anew."""
    count = 0
    while True:
        start = time.monotonic()
        yield count
        if time.monotonic() - start > PAUSES[-1]:
            count = 0
        time.sleep(PAUSES[min(count, len(PAUSES) - 1)])
        count += 1


def say(text: str) -> None:
    """A line of the bridge's log, on standard error. What comes from outside orders no terminal
    about."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in text)
    print(shown, file=sys.stderr, flush=True)


class Buffer:
    """Bytes as they come, of which whole pieces are taken."""

    def __init__(self, bytes_max: int = FRAME_BYTES_MAX) -> None:
        self.bytes = b""
        self._bytes_max = bytes_max

    def add(self, more: bytes) -> None:
        self.bytes += more
        if len(self.bytes) > self._bytes_max:
            raise PhoneFault(f"more than {self._bytes_max} bytes without an end")

    def until(self, mark: bytes) -> Optional[bytes]:
        """What stands before a mark, which is taken too; `None` while it has not come."""
        piece, found, rest = self.bytes.partition(mark)
        if not found:
            return None
        self.bytes = rest
        return piece

    def take(self, count: int) -> Optional[bytes]:
        """So many bytes; `None` while there are fewer."""
        if len(self.bytes) < count:
            return None
        piece, self.bytes = self.bytes[:count], self.bytes[count:]
        return piece


class Phone:
    """A telephone or an exchange that tells of calls over a connection. Each kind says how."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls

    def begin(self) -> bytes:
        """What is said to it first."""
        return b""

    def feed(self, data: bytes) -> bytes:
        """Takes what it sent, and answers what is to be said to it."""
        raise NotImplementedError

    def ask(self) -> bytes:
        """Something that it answers."""
        return b""

    def run(self, host: str, port: int) -> NoReturn:
        """Listens to it for good, over TCP."""
        self.run_over(
            lambda: socket.create_connection((host, port), CONNECT_SECONDS), f"{host}:{port}")

    def run_over(self, connect: Callable[[], socket.socket], where: str) -> NoReturn:
        """Listens to it for good."""
        for _ in attempts():
            try:
                self._listen(connect, where)
            except (OSError, PhoneFault) as error:
                say(f"{where}: {error}")
        raise AssertionError("attempts have no end")

    def _listen(self, connect: Callable[[], socket.socket], where: str) -> None:
        with connect() as link:
            say(f"{where}: connected")
            link.settimeout(ASK_SECONDS)
            link.sendall(self.begin())
            is_asked = False
            while True:
                try:
                    data = link.recv(65536)
                except socket.timeout:
                    if is_asked:
                        raise PhoneFault("it does not answer") from None
                    is_asked = True
                    link.sendall(self.ask())
                    continue
                if not data:
                    raise PhoneFault("it has closed the connection")
                is_asked = False
                answer = self.feed(data)
                if answer:
                    link.sendall(answer)


def name_and_address(text: str) -> Tuple[Optional[str], str]:
    """The display name and the URI of a SIP header such as `"Jane" <sip:+12125550147@pbx>`."""
    found = re.fullmatch(r'\s*("((?:\\.|[^"\\])*)"|[^<"]*?)\s*<([^<>]*)>.*', text, re.S)
    if not found:
        return None, text.partition(";")[0].strip()
    name = found[1] if found[2] is None else unquoted(found[2])
    return name or None, found[3]


def unquoted(text: str) -> str:
    """A quoted string of SIP without its backslashes (RFC 3261, 25.1: quoted-pair)."""
    return re.sub(r"\\(.)", r"\1", text, flags=re.S)


class _Group:
    """The legs on which an exchange has an operator's telephones ring for one caller."""

    def __init__(self, id: str) -> None:
        self.id = id
        self.legs: Set[str] = set()


class Legs:
    """What an exchange rings, as calls to operators: one for a caller and an operator, on however
    many telephones it rings."""

    def __init__(self, calls: Calls, operators: Operators) -> None:
        self._calls, self._operators = calls, operators
        self._groups: Dict[Tuple[str, str], _Group] = {}
        self._of_leg: Dict[str, Tuple[str, str]] = {}

    def ring(self, leg: str, call: str, extension: str, caller: str, name: str) -> None:
        """A leg to an extension rings. `call` is what all legs of a caller have in common."""
        operator = self._operators.find(extension)
        if operator is None or not leg or leg in self._of_leg or len(self._of_leg) >= CALLS_MAX:
            return
        key = (call or leg, operator)
        # Whoever is rung again after a pause is called anew.
        group = self._groups.setdefault(key, _Group(leg))
        group.legs.add(leg)
        self._of_leg[leg] = key
        self._calls.note(group.id, RINGING, operator, caller, name)

    def answer(self, leg: str) -> None:
        """Somebody talks on a leg."""
        if leg in self._of_leg:
            key = self._of_leg[leg]
            self._calls.note(self._groups[key].id, ANSWERED, key[1])

    def hang_up(self, leg: str) -> None:
        """A leg is over; with the last one the call is."""
        key = self._of_leg.pop(leg, None)
        if key is None:
            return
        group = self._groups[key]
        group.legs.discard(leg)
        if not group.legs:
            del self._groups[key]
            self._calls.end(group.id)

    def keep(self, legs: Collection[str]) -> None:
        """The exchange has said which legs there are."""
        for leg in self._of_leg.keys() - set(legs):
            self.hang_up(leg)


class Operators:
    """Which operator has which extension: a file with lines `101 = ann`."""

    def __init__(self, file: str) -> None:
        with open(file, encoding="utf-8") as lines:
            self._names = dict(self._pairs(file, lines))

    @staticmethod
    def _pairs(file: str, lines: Iterator[str]) -> Iterator[Tuple[str, str]]:
        for number, line in enumerate(lines, 1):
            text = line.partition("#")[0].strip()
            if not text:
                continue
            extension, equals, name = (part.strip() for part in text.partition("="))
            if not (extension and equals and name):
                raise piperoll.SettingsError(f"{file}, line {number}: write EXTENSION = OPERATOR")
            yield extension, name

    def find(self, extension: str) -> Optional[str]:
        """The operator's name; `None` for an extension that is nobody's."""
        return self._names.get(extension)


def parser(about: str) -> argparse.ArgumentParser:
    """The options that all bridges have."""
    parser = argparse.ArgumentParser(
        description=about, allow_abbrev=False,
        epilog="The server is that of the configuration of piperoll, or of PIPEROLL_URL.")
    for name, help in [
        ("url", "piperolls://user@host:port"), ("cert", "client certificate (PEM)"),
        ("key", "its private key (PEM, mode 0600)"),
        ("cacert", "authorities that sign servers (PEM)"),
        ("trust", "the fingerprint of the server's key"),
        ("password-file", "first line: the password; mode 0600"),
    ]:
        parser.add_argument(f"--{name}", help=help)
    return parser


def address(text: str) -> Tuple[str, int]:
    """`host:port` of a telephone."""
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is not HOST:PORT")
    return host.strip("[]"), int(port)


def secret(file: str) -> str:
    """The first line of a file that nobody else may read."""
    if os.name == "posix" and os.stat(file).st_mode & 0o077:
        raise piperoll.SettingsError(f"{file}: others may read it; say chmod 600")
    with open(file, encoding="utf-8") as lines:
        return lines.readline().rstrip("\r\n")


def settings(options: argparse.Namespace) -> piperoll.Settings:
    """Which server, as the options, the environment and the configuration say."""
    values = vars(options)
    return piperoll.Settings({
        name: values.get(name.replace("-", "_")) for name in piperoll.Settings.NAMES
    }).over(piperoll.Settings.of_user())


def start(options: argparse.Namespace, calls: Calls) -> Teller:
    """Begins to tell the server that the options name."""
    server = settings(options)

    def connect() -> piperoll.Connection:
        desk = server.connect(timeout=REQUEST_SECONDS, script=True, resume=False)
        if desk.role != "phone":
            say(f"user {desk.user} has the role {desk.role}, and needs only phone")
        return desk

    return Teller(calls, connect)


def main(body: Callable[[], object]) -> NoReturn:
    """Runs a bridge; Ctrl-C ends it."""
    try:
        body()
        sys.exit(0)
    except (piperoll.PiperollError, OSError) as error:
        say(str(error))
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


