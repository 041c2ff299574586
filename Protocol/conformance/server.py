"""Says whether a server speaks PRP/1: replays the transcripts of the specification against it.

    python3 server.py --address HOST:PORT --cacert FILE [--cert FILE --key FILE]

runs what any server can be asked that stands somewhere, and says what it did not run and why.

    python3 server.py --start COMMAND [TRANSCRIPT...]

runs all that COMMAND can start a fresh server for. It is started once for each transcript. It reads
one line of JSON from its standard input:

    {"user": "admin", "made": ["operator"], "users": ["admin", "operator"], "book": ["POST ..."],
     "server": {"sessions": "1"}, "moves": ["day"], "time": "2026-11-23T12:00:00Z",
     "needs-time": true, "password": "..."}

`user` is the first user, entry 1 of an empty book, with that password and the role of the same
name. `book` are lines that the administrator `admin` sends, before the server makes the users
`made`. Each of `users` has a client certificate. It is `time`, and the clock stands still; where
`needs-time` is false, any time will do. `moves` are the words that will follow. Then COMMAND prints
one line of JSON: how to reach the server, or what it cannot have.

    {"address": "127.0.0.1:7117", "cacert": "server.pem", "certificates": {"admin": ["pem", "key"]}}
    {"cannot": "settings: disk=full"}

Further lines on its input are `day`, `hour`, `stop` and `room`, as in a transcript; it prints `ok`
for each when it is done. At the end of its input it ends the server.

Exit code 0: all that was run is as the transcripts say; 1: something is not; 2: nothing was run.
"""

from __future__ import annotations

import argparse
import json
import shlex
import socket
import ssl
import subprocess
import sys
from pathlib import Path
from typing import Dict, List, Optional, Tuple

from transcript import Transcript, matches

PATIENCE_SECONDS = 30.0
"""Far beyond any reply of a transcript; only a server that hangs lets it pass."""
MISMATCHES_MAX = 3
"""After so many lines that are not as expected, the rest says nothing new."""
TIME = "2026-11-23T12:00:00Z"
PASSWORD = "correct horse battery staple"


class Broken(Exception):
    """The conversation cannot go on; the message says why."""


class Cannot(Exception):
    """The server cannot be what the transcript needs."""


class Line:
    """A connection that says any bytes at all, and hears lines."""

    def __init__(self, place: Place, user: Optional[str]) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(place.cacert)
        if user is not None:
            if user not in place.certificates:
                raise Cannot(f"a certificate of {user}")
            context.load_cert_chain(*place.certificates[user])
        host, _, port = place.address.rpartition(":")
        link = socket.create_connection((host.strip("[]"), int(port)), PATIENCE_SECONDS)
        self._link = context.wrap_socket(
            link, server_hostname=host.strip("[]"), suppress_ragged_eofs=False)
        self._received = b""
        self.has_ended_input = False

    def send(self, data: bytes) -> None:
        try:
            self._link.sendall(data)
        except (ssl.SSLError, OSError):
            # The server reads no more. What it has said is still to be read.
            pass

    def end_input(self) -> None:
        """Says that nothing more comes; replies can still be read."""
        self.has_ended_input = True
        try:
            # close_notify goes out at once; the other side's is read with the lines.
            self._link.settimeout(0)
            self._link.unwrap()
        except (ssl.SSLError, OSError):
            pass
        finally:
            self._link.settimeout(PATIENCE_SECONDS)

    def line(self) -> Optional[str]:
        """The next line without its CRLF; nothing once the server has closed."""
        while b"\n" not in self._received:
            try:
                data = self._link.recv(65_536)
            except socket.timeout:
                raise Broken("no answer") from None
            except ssl.SSLZeroReturnError:
                data = b""
            except ssl.SSLError as error:
                raise Broken(f"TLS did not end in order: {error}") from None
            if not data:
                if self._received:
                    raise Broken("a last line without its end")
                return None
            self._received += data
        line, self._received = self._received.split(b"\n", 1)
        if not line.endswith(b"\r"):
            raise Broken(f"a line that does not end with CRLF: {line!r}")
        return line[:-1].decode("utf-8")

    def close(self) -> None:
        self._link.close()


class Place:
    """Where a server is, and who may talk to it."""

    def __init__(self, address: str, cacert: str, certificates: Dict[str, Tuple[str, str]]) -> None:
        self.address = address
        self.cacert = cacert
        self.certificates = certificates

    def tell(self, word: str) -> None:
        """Something becomes of the server."""
        raise Cannot(word)

    def close(self) -> None:
        """The transcript is over."""


class Started(Place):
    """A fresh server that a command has started."""

    def __init__(self, command: str, transcript: Transcript) -> None:
        self._process = subprocess.Popen(
            shlex.split(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        settings = dict(pair.split("=", 1) for pair in transcript.heads.get("server", "").split())
        answer = json.loads(self._ask(json.dumps({
            "user": transcript.user(1) or "admin", "users": transcript.users,
            "made": transcript.heads.get("made", "").split(), "book": transcript.book,
            "server": settings, "time": TIME, "needs-time": transcript.needs_time,
            "password": PASSWORD,
            "moves": sorted({s.act for s in transcript.steps} & {"day", "hour", "stop", "room"})})))
        if "cannot" in answer:
            self.close()
            raise Cannot(answer["cannot"])
        certificates = {user: (pem, key) for user, (pem, key) in answer["certificates"].items()}
        super().__init__(answer["address"], answer["cacert"], certificates)

    def _ask(self, line: str) -> str:
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
        except OSError:
            pass
        answer = self._process.stdout.readline()
        if not answer:
            self.close()
            raise Broken("the command that starts servers has ended")
        return answer

    def tell(self, word: str) -> None:
        if self._ask(word).strip() != "ok":
            raise Cannot(word)

    def close(self) -> None:
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.close()
        except OSError:
            pass
        self._process.wait(PATIENCE_SECONDS)
        self._process.stdout.close()


def mismatches(transcript: Transcript, place: Place, with_text: bool) -> List[str]:
    """What came otherwise than the transcript says."""
    lines: Dict[int, Line] = {}
    found: List[str] = []

    def line(connection: int) -> Line:
        if connection not in lines:
            lines[connection] = Line(place, transcript.user(connection))
        return lines[connection]

    try:
        for step in transcript.steps:
            if step.act == "send":
                line(step.connection).send(step.data)
            elif step.act == "end":
                line(step.connection).end_input()
            elif step.act != "expect":
                place.tell(step.act)
            for number in range(1, step.times + 1 if step.act == "expect" else 1):
                expected = step.text.replace("{i}", str(number)) if step.times > 1 else step.text
                heard = line(step.connection).line()
                received = "{closed}" if heard is None else heard
                if not matches(expected, received, with_text):
                    found.append(
                        f"  line {step.number}\n    expected {expected}\n    received {received}")
                if len(found) == MISMATCHES_MAX or found and heard is None:
                    return found
        for connection, one in sorted(lines.items()):
            if not one.has_ended_input:
                one.end_input()
            more = one.line()
            if more is not None and not found:
                found.append(f"  connection {connection} also says\n    {more}")
    except (Broken, OSError, UnicodeDecodeError) as error:
        found.append(f"  {error}")
    finally:
        for one in lines.values():
            one.close()
    return found


def _reach(address: str) -> Optional[str]:
    """Why nobody can be reached there; nothing if somebody can."""
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), PATIENCE_SECONDS).close()
    except (OSError, ValueError) as error:
        return f"{address}: {error}"
    return None


def _place(options: argparse.Namespace, transcript: Transcript) -> Place:
    if options.start:
        return Started(options.start, transcript)
    if transcript.needs:
        raise Cannot(", ".join(transcript.needs))
    own = {"admin": (options.cert, options.key)} if options.cert else {}
    return Place(options.address, options.cacert, own)


def main() -> int:
    """Runs the transcripts, and prints what became of each."""
    parser = argparse.ArgumentParser(description="Replays the transcripts against a server.")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--address", metavar="HOST:PORT", help="of a server that stands somewhere")
    where.add_argument("--start", metavar="COMMAND", help="starts a fresh server; see this file")
    parser.add_argument("--cacert", metavar="FILE", help="authorities of the server (PEM)")
    parser.add_argument("--cert", metavar="FILE", help="certificate of its user admin (PEM)")
    parser.add_argument("--key", metavar="FILE", help="the key of that certificate (PEM)")
    parser.add_argument("--text", action="store_true",
                        help="compare what is said to people too, behind ` ; `")
    parser.add_argument("transcripts", nargs="*", type=Path, help="files; all, if none is named")
    options = parser.parse_args()
    if options.address and not options.cacert:
        parser.error("--address needs --cacert: the server must be the one that is meant")
    unreachable = _reach(options.address) if options.address else None
    if unreachable:
        print(f"server.py: {unreachable}", file=sys.stderr)
        return 2
    chosen = [Transcript(path.resolve()) for path in options.transcripts] or list(Transcript.all())
    passed, failed, reasons = 0, 0, 0
    for transcript in chosen:
        try:
            place = _place(options, transcript)
            try:
                found = mismatches(transcript, place, options.text)
            finally:
                place.close()
        except Cannot as reason:
            reasons += 1
            print(f"not run  {transcript.name}: needs {reason}")
            continue
        except (Broken, OSError, ValueError) as error:
            # What cannot start one server starts no other; the command has said why, if it knows.
            print(f"server.py: {options.start or options.address}: {error}", file=sys.stderr)
            return 1 if passed or failed else 2
        passed, failed = passed + (not found), failed + bool(found)
        word = "differs  " if found else "passed   "
        print(word + transcript.name, *found, sep="\n", flush=True)
    print(f"{passed} passed, {failed} differ, {reasons} not run")
    return 1 if failed else 0 if passed else 2


if __name__ == "__main__":
    sys.exit(main())
