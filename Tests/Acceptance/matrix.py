#!/usr/bin/env python3
"""What the client prints, says and ends with: a terminal or not on either side of it, and each way
that a command can end, as Clients/README.md says it.

    PIPEROLLD=... PIPEROLL=... Tests/Acceptance/matrix.py

Each row of TABLE is run four times: standard input and standard output are a terminal or a pipe.
"""
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from typing import NamedTuple, Optional

from wire import Wire

PROGRAMS = {name: os.path.abspath(os.environ.get(name, f".build/debug/{name.lower()}"))
            for name in ("PIPEROLLD", "PIPEROLL")}
# Only ever decides that we gave up.
SECONDS = 60


class Row(NamedTuple):
    """A command, and what comes of it."""

    name: str
    typed: str
    """`{n}` is another number in each run."""
    printed: str
    """A pattern of standard output, without a terminal on its other side."""
    said: Optional[str]
    """A pattern of standard error; None: nothing is said."""
    code: int
    shown: str
    """What the console shows of it."""
    console_code: int = 0
    losing: Optional[str] = None
    """The line to the server is cut when this comes: "request" or "reply"."""
    is_gone: bool = False
    """And it stays cut."""


GONE = ("--patience", "0")
TABLE = [
    Row("success", "POST PAYMENT A-1 1.00 ref=s-{n}", r"^201 CREATED entry=\d+ ", None, 0,
        r"201 CREATED entry=\d+ "),
    Row("a read", "LOOKUP REF none-{n}", r"^540 NOTFOUND .*ref_not_found", r"^$|refused: line 2", 1,
        r"nothing was recorded with ref none-\d+"),
    Row("refusal", "POST PAYMENT A-1 x ref=r-{n}", r"^504 BADVALUE key=amount",
        r"^$|refused: line 2 \(504\)", 1, r"504 BADVALUE key=amount"),
    Row("pending", "POST WRITEOFF A-1 9.00 reason=uncollectible ref=w-{n}", r"^264 PENDING ", None,
        8, r"264 PENDING "),
    Row("lost before the server had it, with a ref", "POST PAYMENT A-1 1.00 ref=b-{n}",
        r"^201 CREATED ", r"connecting again", 0,
        r"(?s)It was not recorded: POST PAYMENT A-1 1\.00 ref=b-", losing="request"),
    Row("lost before the server had it, without a ref", "POST PAYMENT A-1 1.0{n}", r"^$",
        r"(?s)may or may not have been carried out.*\n  POST PAYMENT A-1 1", 5,
        r"It was not recorded: POST PAYMENT A-1 1", losing="request"),
    Row("lost after the server had it, with a ref", "POST PAYMENT A-1 1.00 ref=a-{n}",
        r"^208 DUP entry=\d+ ", r"connecting again", 0,
        r"It was recorded as entry \d+: POST PAYMENT A-1 1\.00 ref=a-", losing="reply"),
    Row("lost after the server had it, without a ref", "POST PAYMENT A-1 2.0{n}", r"^$",
        r"(?s)may or may not have been carried out.*\n  POST PAYMENT A-1 2", 5,
        r"It was recorded as entry \d+: POST PAYMENT A-1 2", losing="reply"),
    Row("a read whose reply is lost", "LOOKUP INVOICE INV-1", r"^210\+ DATA invoice=INV-1",
        r"connecting again", 0, r"There was no reply to LOOKUP INVOICE INV-1", losing="reply"),
    Row("a write without an answer for good", "POST PAYMENT A-1 1.00 ref=g-{n}", r"^$",
        r"(?s)may or may not have been carried out.*\n  POST PAYMENT A-1 1.00 ref=g-", 5,
        r"Whether it was recorded is asked as soon as", console_code=5, losing="reply",
        is_gone=True),
    Row("a read without an answer for good", "LOOKUP INVOICE INV-1", r"^$", r"connection", 3,
        r"There was no reply to LOOKUP INVOICE INV-1", losing="reply", is_gone=True),
]


class Book:
    """A server, and a line to it that can be cut. Its user may write off 5.00 alone."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="matrix-")
        path = os.path.join(self.folder, "d")
        self.port_file = os.path.join(self.folder, "port")
        subprocess.run([PROGRAMS["PIPEROLLD"], "init", path], check=True, capture_output=True)
        self.server = subprocess.Popen(
            [PROGRAMS["PIPEROLLD"], "serve", path, "--port", "0", "--port-file", self.port_file],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + SECONDS
        while not os.path.exists(self.port_file):
            if time.monotonic() > end:
                raise AssertionError("the server does not start")
            time.sleep(0.02)
        with open(self.port_file, encoding="utf-8") as file:
            self.wire = Wire(int(file.read()))
        lines = "\n".join([
            "POST ACCOUNT A-1 kind=consumer name=\"Jane Doe\"", "POST INVOICE A-1 INV-1 1000.00",
            "POST POLICY writeoff-limit 5.00 role=operator", "ADMIN USER bo role=operator"]) + "\n"
        self._run("admin", input=lines)
        subprocess.run([PROGRAMS["PIPEROLLD"], "certificate", path, "bo"], check=True,
                       capture_output=True)

    def client(self, user="bo", *options):
        return [PROGRAMS["PIPEROLL"], "-u", f"piperolls://127.0.0.1:{self.wire.port}",
                "--cacert", f"{self.folder}/d/server.pem", "--cert", f"{self.folder}/d/{user}.pem",
                "--key", f"{self.folder}/d/{user}.key", *options]

    def environment(self):
        return {**os.environ, "XDG_CONFIG_HOME": self.folder, "TERM": "dumb"}

    def _run(self, user, **options):
        subprocess.run(self.client(user), text=True, timeout=SECONDS, check=True,
                       capture_output=True, env=self.environment(), **options)

    def close(self):
        self.wire.close()
        self.server.send_signal(signal.SIGTERM)
        self.server.wait(SECONDS)
        shutil.rmtree(self.folder)


class Process:
    """The client between a terminal or a pipe on each of its sides."""

    def __init__(self, book, options, types, reads):
        self.shown = {"out": "", "err": ""}
        self.master, terminal = os.openpty()
        self.input, self.outputs = self.master, {}
        streams = {"stdin": terminal, "stdout": terminal, "stderr": subprocess.PIPE}
        if not types:
            streams["stdin"] = subprocess.PIPE
        if not reads:
            streams["stdout"] = subprocess.PIPE
        self.process = subprocess.Popen(
            book.client("bo", *options), env=book.environment(), **streams)
        os.close(terminal)
        self.types = types
        if not types:
            self.input = self.process.stdin.fileno()
        self.outputs = {self.process.stderr.fileno(): "err",
                        self.master if reads else self.process.stdout.fileno(): "out"}

    def type(self, text):
        os.write(self.input, text.encode())

    def end_input(self):
        if self.types:
            self.type("\\q\n")
        else:
            self.process.stdin.close()

    def see(self, pattern):
        """Reads until the output shows this; None: to its end."""
        end = time.monotonic() + SECONDS
        while self.outputs and (pattern is None or not re.search(pattern, self.shown["out"], re.M)):
            ready, _, _ = select.select(list(self.outputs), [], [], end - time.monotonic())
            if not ready:
                raise AssertionError(f"{pattern!r} is not in {self.shown}")
            for descriptor in ready:
                try:
                    data = os.read(descriptor, 65536)
                except OSError:
                    data = b""
                if not data:
                    del self.outputs[descriptor]
                self.shown[self.name(descriptor)] += data.decode().replace("\r", "")

    def name(self, descriptor):
        return "err" if descriptor == self.process.stderr.fileno() else "out"

    def end(self):
        self.see(None)
        code = self.process.wait(SECONDS)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream:
                stream.close()
        os.close(self.master)
        return code


def run(book, row, number, types, reads):
    """What is not as it should be; nothing: all is."""
    process = Process(book, GONE if row.is_gone else (), types, reads)
    if types:
        process.see(r"127\.0\.0\.1> $")
        # It has asked what commands there are, which is no part of this.
        process.type("PING\n")
        process.see(r"200 OK(.*\n)*.*127\.0\.0\.1> $")
        process.shown["out"] = ""
    else:
        process.type("PING\n")
        process.see("^200 OK")
    book.wire.lose(row.losing, stays=row.is_gone)
    process.type(row.typed.format(n=number) + "\n")
    if types:
        process.see(row.shown)
        process.see(r"disconnected\)> $" if row.is_gone else r"127\.0\.0\.1> $")
    process.end_input()
    code = process.end()
    book.wire.mend()
    out, err = process.shown["out"].removeprefix("200 OK\n"), process.shown["err"]
    wanted = row.console_code if types else row.code
    faults = []
    if code != wanted:
        faults.append(f"exit code {code}, not {wanted}")
    if not types and not re.search(row.printed, out, re.M):
        faults.append(f"standard output has no {row.printed!r}")
    said = row.said if not types else None if row.console_code == 0 else row.said
    if not re.search(said or "^$", err) and not (said is None and err == ""):
        faults.append(f"standard error is not {said!r}")
    if "\x1b" in out:
        faults.append("there are escapes on a terminal that is dumb")
    return [f"{fault}\n  output: {out!r}\n  error: {err!r}" for fault in faults]


def main():
    book = Book()
    failures = 0
    try:
        for place, row in enumerate(TABLE):
            for side, (types, reads) in enumerate(
                    [(True, True), (True, False), (False, True), (False, False)]):
                faults = run(book, row, side + 1, types, reads)
                failures += len(faults)
                where = f"from a {'terminal' if types else 'pipe'}" \
                    f" to a {'terminal' if reads else 'pipe'}"
                for fault in faults:
                    print(f"FAILED {row.name}, {where}: {fault}")
            print(f"done {place + 1}: {row.name}")
    finally:
        book.close()
    return 1 if failures else 0


sys.exit(main())
