"""Says whether a client speaks PRP/1: it plays the server, and looks at what the client does.

    python3 client.py COMMAND...

COMMAND is a client that reads requests from its standard input, a line each, and prints replies.
In its words {url} stands for the address, `piperolls://127.0.0.1:4711`, {host} and {port} for the
parts of that, {cacert} for a file with the server's certificate in PEM. It is run once for each
case, with no settings of yours. For example:

    python3 client.py piperoll --url {url} --cacert {cacert}

Exit code 0: the client does all that it has to; 1: it does not; 2: it could not be tried. The key
and the certificate of the server are made with openssl, or are --cert and --key.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Callable, Dict, List, NamedTuple, Optional, Sequence, Tuple, Union

PATIENCE_SECONDS = 60
"""Far longer than a client needs for any case; one that hangs lets it pass."""
BREAK = "break"
"""An answer: the connection ends as when a machine fails."""
CLOSE = "close"
"""An answer: the connection ends in order."""

Answer = Union[bytes, str]
Received = Tuple[int, List[str]]
"""The number of the connection, and a request with the lines of its block; without its tag."""


class Result(NamedTuple):
    """What a client did."""

    code: int
    printed: List[str]
    received: List[Received]
    raw: bytes
    """All bytes that it sent."""

    @property
    def requests(self) -> List[str]:
        return [lines[0] for _, lines in self.received]


class Case(NamedTuple):
    """Something that a client has to do."""

    name: str
    typed: str
    answers: Callable[[int, int], Sequence[Answer]]
    """To the request of that number on the connection of that number, both from 0."""
    fault: Callable[[Result], Optional[str]]
    """What the client did wrong."""
    is_slow: bool = False
    """Each byte is sent by itself."""
    first: bytes = b""
    """What the server says before it was asked."""
    is_stranger: bool = False
    """The server has a certificate that the client does not trust."""


def lines(*texts: str) -> bytes:
    """As the server sends them; `{tag}` is the request's tag with a blank behind it."""
    return "".join(text + "\r\n" for text in texts).encode()


ROWS = [
    ".", ". 200 OK rows=0", "..", "* PAID seq=1", "a\u2028b", "540 NOTFOUND", "e\u0301", " x ",
    "@1"]
BLOCK = lines(
    "{tag}210+ DATA account=T-1", "# rows", "name",
    *[("." if row[0] == "." else "") + row for row in ROWS], f". 200 OK rows={len(ROWS)}")
LONG = "x" * 100_000
AFTER: List[List[Answer]] = [[lines("421 CLOSING ; the server shuts down"), CLOSE], []]
"""What follows the first reply of the first connection, and of a further one."""
MANY = 500
WIDE = 7_000


def in_order(wanted: List[str], printed: List[str]) -> Optional[str]:
    """Whether the lines were printed, in this order, perhaps with others between them."""
    rest = iter(printed)
    for line in wanted:
        if line not in rest:
            return f"it did not print {line[:60]!r}, or not in its place"
    return None


def shows_block(result: Result) -> Optional[str]:
    if result.code != 0:
        return f"its exit code is {result.code}, and nothing was refused"
    return in_order([*ROWS, "200 OK second=yes"], result.printed)


def sends_as_typed(result: Result) -> Optional[str]:
    wanted = [
        ["POST PAYMENT mode=each <<", "account\tamount\tref", "T-1\t1.00\tp-1",
         "..T-2\t2.00\tp-2", "."],
        ['NOTE GENERAL T-1 ref=n-1 -- he said "no" \\ ü 日本'], ['LOOKUP NAME "Jane Doe"']]
    if [request for _, request in result.received] != wanted:
        return f"it sent {[request for _, request in result.received]}"
    for line in result.raw.split(b"\n")[:-1]:
        text = line.decode("utf-8", "replace").rstrip("\r")
        if any(ord(sign) < 32 and sign != "\t" or ord(sign) == 127 for sign in text):
            return f"it sent a control character: {text!r}"
    return None if result.raw.endswith(b"\n") or not result.raw else "its last line has no end"


def never_twice(result: Result) -> Optional[str]:
    if result.requests.count("POST PAYMENT T-1 1000.00") > 1:
        return "it sent a write without a ref again: it may be recorded twice"
    return "its exit code is 0, and the write may be lost" if result.code == 0 else None


def same_again(result: Result) -> Optional[str]:
    if len(set(result.requests)) > 1:
        return f"what it sent again is another request: {result.requests}"
    if len(result.requests) > 1 and result.code == 0:
        return in_order(["208 DUP entry=7"], result.printed)
    return "its exit code is 0 without a reply" if result.code == 0 else None


def whole_or_failed(result: Result) -> Optional[str]:
    if result.code != 0:
        return None
    return in_order(["one", "two"], result.printed) and "it took half a block for a whole one"


def refuses(result: Result) -> Optional[str]:
    if result.received:
        return f"it sent {result.requests} to a server that it does not know"
    return "its exit code is 0" if result.code == 0 else None


CASES = [
    Case("a block is printed whole, and the next reply behind it",
         "LOOKUP ACCOUNT T-1\nLOOKUP REF r\n",
         lambda _, n: [BLOCK, lines("{tag}200 OK second=yes")][n:n + 1], shows_block),
    Case("it does not matter how the bytes are split",
         "LOOKUP ACCOUNT T-1\nLOOKUP REF r\n",
         lambda _, n: [BLOCK, lines("{tag}200 OK second=yes")][n:n + 1], shows_block, is_slow=True),
    Case("lines and blocks are sent as they were typed",
         "POST PAYMENT mode=each <<\naccount\tamount\tref\nT-1\t1.00\tp-1\n..T-2\t2.00\tp-2\n.\n"
         '\nNOTE GENERAL T-1 ref=n-1 -- he said "no" \\ ü 日本\nLOOKUP NAME "Jane Doe"\n',
         lambda _, n: [lines("{tag}200 OK")], sends_as_typed),
    Case("what nobody asked for is no reply",
         "LOOKUP REF a\nLOOKUP REF b\n",
         lambda _, n: [lines("* PAID seq=1 entry=7", f"{{tag}}200 OK n={n}", "* LOST n=3")],
         lambda it: in_order(["200 OK n=0", "200 OK n=1"], it.printed)),
    Case("a code, a key or a section that is not known is passed over",
         "LOOKUP REF a\nLOOKUP REF b\n",
         lambda _, n: [
             lines('{tag}299+ NEWS later="a ; b" fmt=tsv', "# later", "a\tb", "1\t2",
                   ". 200 OK rows=1 later=x"), lines("{tag}200 OK second=yes")][n:n + 1],
         lambda it: in_order(["1\t2", "200 OK second=yes"], it.printed) or (
             f"its exit code is {it.code}: 299 is no failure" if it.code else None)),
    Case("a refusal is told by the exit code",
         "LOOKUP ACCOUNT T-9\nLOOKUP REF b\n",
         lambda _, n: [lines("{tag}599 NEWS rule=later ; no"), lines("{tag}200 OK n=1")][n:n + 1],
         lambda it: "its exit code is 0" if it.code == 0 else in_order(["200 OK n=1"], it.printed)),
    Case("the last code of a block counts",
         "REPORT AGING\n",
         lambda _, n: [lines("{tag}210+ DATA", "# a", "b", "1", ". 590 INTERNAL rows=1")],
         lambda it: "its exit code is 0" if it.code == 0 else None),
    Case("a line of a reply may be long",
         "LOOKUP NOTES T-1\n",
         lambda _, n: [lines("{tag}210+ DATA", "# a", "b", LONG, ". 200 OK rows=1")],
         lambda it: in_order([LONG], it.printed)),
    Case("replies are read while requests are sent",
         "".join(f"LOOKUP NAME {'n' * WIDE}{n}\n" for n in range(MANY)),
         lambda _, n: [lines(f'{{tag}}200 OK text={"y" * WIDE} n={n}')],
         lambda it: None if it.code == 0 and len(it.requests) == MANY else
         f"of {MANY} requests it sent {len(it.requests)}; exit code {it.code}"),
    Case("a write without a ref is never sent twice",
         "POST PAYMENT T-1 1000.00\n", lambda _, n: [BREAK], never_twice),
    Case("what is sent again is the same request",
         "POST PAYMENT T-1 1000.00 ref=p-1\n",
         lambda connection, n: [lines("{tag}208 DUP entry=7")] if connection else [BREAK],
         same_again),
    Case("after 421 a client ends, or connects again",
         "LOOKUP REF a\nLOOKUP REF b\n",
         lambda connection, n: [
             lines(f"{{tag}}200 OK n={n + connection}"),
             *AFTER[connection > 0]],
         lambda it: in_order(["200 OK n=0"], it.printed) or (
             in_order(["200 OK n=1"], it.printed) if it.code == 0 else None)),
    Case("half a block is no reply",
         "LOOKUP ACCOUNT T-1\n",
         lambda connection, n: [
             lines("{tag}210+ DATA", "# a", "b", "one"),
             lines("two", ". 200 OK rows=2") if connection else BREAK], whole_or_failed),
    Case("a last line that may have been cut off does not write",
         "LOOKUP REF a\nPOST PAYMENT T-1 1000", lambda _, n: [lines("{tag}200 OK n=0")],
         lambda it: f"it sent {it.requests[1:]}" if it.requests[1:] else None),
    Case("430 that nobody asked for ends the session",
         "LOOKUP REF a\n", lambda _, n: [CLOSE],
         lambda it: "its exit code is 0" if it.code == 0 else None,
         first=lines("430 OVERLOAD after=10 ; too many connections")),
    Case("what is no PRP/1 is not taken for it",
         "LOOKUP REF a\n", lambda _, n: [lines("HTTP/1.1 200 OK", "", "{}"), CLOSE],
         lambda it: "its exit code is 0" if it.code == 0 else None),
    Case("nothing is sent to a server that is not trusted",
         "LOOKUP REF a\n", lambda _, n: [lines("{tag}200 OK n=0")], refuses, is_stranger=True),
]

PRELIMINARIES = {
    "HELLO": lines("{tag}200 OK protocol=PRP/1 server=conformance/1 user=ann role=admin fmt=tsv"),
    "CAPA": lines("{tag}210+ DATA", "# capabilities", "name\tvalue", ". 200 OK rows=0"),
    "HELP": lines("{tag}540 NOTFOUND key=topic"), "PING": lines("{tag}200 OK"),
    "QUIT": lines("{tag}205 BYE"),
}
"""What a client may ask of its own accord, at any time; no case asks it."""


class Server:
    """Plays a case. It goes on until the client has ended."""

    def __init__(self, case: Case, cert: str, key: str) -> None:
        self._case = case
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(cert, key)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.received: List[Received] = []
        self.raw = bytearray()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join(PATIENCE_SECONDS)
        self._listener.close()

    def _run(self) -> None:
        connection = -1
        while True:
            try:
                link, _ = self._listener.accept()
            except OSError:
                return
            connection += 1
            link.settimeout(PATIENCE_SECONDS)
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                with self._context.wrap_socket(link, server_side=True) as talk:
                    self._talk(talk, connection)
            except (OSError, ValueError):
                link.close()

    def _talk(self, talk: ssl.SSLSocket, connection: int) -> None:
        talk.sendall(self._case.first)
        count = 0
        with talk.makefile("rb") as stream:
            for data in stream:
                self.raw += data
                tag, request = _untagged(data)
                if not request.strip():
                    continue
                request_lines = [request]
                if request.split()[-1] == "<<":
                    for row in stream:
                        self.raw += row
                        request_lines.append(row.decode("utf-8", "replace").rstrip("\r\n"))
                        if request_lines[-1] == ".":
                            break
                verb = request.split()[0].upper()
                answers: Sequence[Answer] = [PRELIMINARIES[verb]] if verb in PRELIMINARIES else []
                if not answers:
                    self.received.append((connection, request_lines))
                    answers = self._case.answers(connection, count)
                    count += 1
                for answer in answers:
                    if not self._give(talk, answer, tag):
                        return
                if verb == "QUIT":
                    talk.unwrap()
                    return

    def _give(self, talk: ssl.SSLSocket, answer: Answer, tag: str) -> bool:
        """Whether the connection goes on."""
        if answer == BREAK:
            talk.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return False
        if answer == CLOSE:
            talk.unwrap()
            return False
        assert isinstance(answer, bytes)
        data = answer.replace(b"{tag}", tag.encode())
        size = 1 if self._case.is_slow else len(data)
        for at in range(0, len(data), size):
            talk.sendall(data[at:at + size])
        return True


def _untagged(data: bytes) -> Tuple[str, str]:
    """The tag with a blank behind it, or nothing, and the request without it."""
    text = data.decode("utf-8", "replace").rstrip("\r\n")
    if not text.startswith("@"):
        return "", text
    tag, _, request = text.partition(" ")
    return tag + " ", request


def _identity(folder: Path, name: str) -> Tuple[str, str]:
    """A certificate of 127.0.0.1 and its key."""
    cert, key = str(folder / f"{name}.pem"), str(folder / f"{name}.key")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", f"/CN={name}", "-addext",
         "subjectAltName=DNS:localhost,IP:127.0.0.1", "-out", cert, "-keyout", key],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return cert, key


def run(
    case: Case, command: List[str], own: Tuple[str, str], other: Tuple[str, str], patience: float,
) -> Optional[str]:
    """What the client did wrong in a case."""
    server = Server(case, *(other if case.is_stranger else own))
    names = {"url": f"piperolls://127.0.0.1:{server.port}", "host": "127.0.0.1",
             "port": str(server.port), "cacert": own[0]}
    words = command
    for name, value in names.items():
        words = [word.replace("{" + name + "}", value) for word in words]
    folder = tempfile.mkdtemp(prefix="conformance-")
    environment: Dict[str, str] = {
        **os.environ, "XDG_CONFIG_HOME": folder, "APPDATA": folder, "HOME": folder}
    environment.pop("PIPEROLL_URL", None)
    try:
        done = subprocess.run(
            words, input=case.typed.encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=environment, timeout=patience)
    except subprocess.TimeoutExpired:
        return "it hangs"
    finally:
        server.end()
        shutil.rmtree(folder, ignore_errors=True)
    printed = [line.rstrip("\r") for line in done.stdout.decode("utf-8", "replace").split("\n")]
    return case.fault(Result(done.returncode, printed, server.received, bytes(server.raw)))


def main() -> int:
    """Runs the cases, and prints what became of each."""
    parser = argparse.ArgumentParser(description="Plays a server, and looks at what a client does.")
    parser.add_argument("--cert", help="a certificate of 127.0.0.1 that trusts itself (PEM)")
    parser.add_argument("--key", help="its key (PEM)")
    parser.add_argument("--patience", type=float, default=PATIENCE_SECONDS, metavar="SECONDS",
                        help="how long a client may take for a case (%(default)s)")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="the client; see this file")
    options = parser.parse_args()
    if not options.command:
        parser.error("which client? see this file")
    folder = Path(tempfile.mkdtemp(prefix="conformance-keys-"))
    failed = 0
    try:
        own = (options.cert, options.key) if options.cert else _identity(folder, "own")
        other = _identity(folder, "other")
        for case in CASES:
            fault = run(case, options.command, own, other, options.patience)
            failed += fault is not None
            print(f"fails   {case.name}: {fault}" if fault else f"passed  {case.name}", flush=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"client.py: {error}", file=sys.stderr)
        return 2
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(CASES) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
