"""What the tests talk to: a real server, and one that says what a test tells it to."""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Sequence

import piperoll

PATIENCE_SECONDS = 60.0
"""Far longer than anything here takes; only what hangs lets it pass."""


def program(name: str) -> str:
    """A program of the folder that PIPEROLL_BIN names; without it the test is skipped."""
    folder = os.environ.get("PIPEROLL_BIN")
    if not folder:
        raise unittest.SkipTest("PIPEROLL_BIN does not name the folder of piperolld and piperoll")
    return str(Path(folder).resolve() / name)


class Directory:
    """A data directory that all tests share, with the keys of its server and of its admin."""

    _shared: Optional[Directory] = None

    def __init__(self) -> None:
        init = program("piperolld")
        folder = tempfile.mkdtemp(prefix="piperoll-python-")
        self.path = Path(folder) / "data"
        output = subprocess.run(
            [init, "init", str(self.path)], check=True, capture_output=True, text=True,
            timeout=PATIENCE_SECONDS).stdout
        words = dict(line.split(None, 1) for line in output.splitlines())
        self.fingerprint = words["fingerprint"].strip()
        self.password = words["password"].strip()
        self.password_file = self.path / "password"
        self.password_file.touch(0o600)
        self.password_file.write_text(self.password + "\n")

    @classmethod
    def shared(cls) -> Directory:
        if cls._shared is None:
            cls._shared = cls()
            atexit.register(shutil.rmtree, cls._shared.path.parent, ignore_errors=True)
        return cls._shared

    def file(self, name: str) -> str:
        return str(self.path / name)


class Server:
    """A real server on a port of its own, with a directory of its own."""

    def __init__(self, options: Sequence[str] = ()) -> None:
        self.directory = Directory()
        self._options = options
        self.port = 0
        self.start()

    def start(self) -> None:
        port_file = self.directory.path / "port"
        if port_file.exists():
            port_file.unlink()
        command = [
            program("piperolld"), "serve", str(self.directory.path), "--port", str(self.port),
            "--port-file", str(port_file), *self._options]
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE_SECONDS
        while not port_file.exists() or not port_file.read_text().strip():
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("the server does not start")
            time.sleep(0.01)
        self.port = int(port_file.read_text())

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE_SECONDS)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.directory.path.parent, ignore_errors=True)

    def connect(self, **options: Any) -> piperoll.Connection:
        return connect_to(self.port, self.directory, **options)


def connect_to(port: int, directory: Directory, **options: Any) -> piperoll.Connection:
    """As the administrator, with a certificate."""
    address = piperoll.Address("127.0.0.1", port, None)
    options.setdefault("cacert", directory.file("server.pem"))
    options.setdefault("cert", directory.file("admin.pem"))
    options.setdefault("key", directory.file("admin.key"))
    options.setdefault("timeout", PATIENCE_SECONDS)
    return piperoll.Connection(address, **options)


class Talk:
    """The server's side of one connection."""

    def __init__(self, link: ssl.SSLSocket) -> None:
        self._link = link
        self._lines = link.makefile("rb")

    def line(self) -> str:
        """The next line that the client sends; "" when it has closed."""
        return self._lines.readline().decode().rstrip("\r\n")

    def lines(self, count: int) -> List[str]:
        return [self.line() for _ in range(count)]

    def say(self, text: str) -> None:
        """Lines, each with CRLF."""
        self.send("".join(line + "\r\n" for line in text.split("\n")).encode())

    def send(self, data: bytes) -> None:
        self._link.sendall(data)

    def greet(self) -> str:
        """Answers HELLO."""
        hello = self.line()
        self.say(tag(hello) + "200 OK protocol=PRP/1 server=scripted/1 user=admin role=admin")
        return hello

    def close(self) -> None:
        """Ends the connection in order."""
        try:
            self._link.unwrap()
        except (OSError, ValueError):
            pass
        self.end()

    def break_off(self) -> None:
        """Ends the connection as a machine that fails does."""
        self._link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.end()

    def end(self) -> None:
        """Closes it without a word."""
        self._lines.close()
        self._link.close()


def tag(line: str) -> str:
    """The tag of a request with a blank behind it, for the reply."""
    return line.split(" ", 1)[0] + " " if line.startswith("@") else ""


def body(line: str) -> str:
    """A request without its tag."""
    return line.split(" ", 1)[1] if line.startswith("@") else line


Session = Callable[[Talk], None]


class ScriptedServer:
    """Plays a session for each connection, one after the other, and then takes no more."""

    def __init__(self, *sessions: Session) -> None:
        self.directory = Directory.shared()
        self.faults: List[BaseException] = []
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(
            self.directory.file("server.pem"), self.directory.file("server.key"))
        self._context = context
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(PATIENCE_SECONDS)
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._run, args=(sessions,), daemon=True)
        self._thread.start()

    def _run(self, sessions: Sequence[Session]) -> None:
        try:
            for session in sessions:
                link, _ = self._socket.accept()
                link.settimeout(PATIENCE_SECONDS)
                talk = Talk(self._context.wrap_socket(link, server_side=True))
                session(talk)
                talk.end()
        except BaseException as fault:
            self.faults.append(fault)
        finally:
            self._socket.close()

    def connect(self, **options: Any) -> piperoll.Connection:
        options = {"cert": None, "key": None, **options}
        return connect_to(self.port, self.directory, **options)

    def abandon(self) -> None:
        """Plays no further session."""
        try:
            # Closing alone would leave the thread waiting in accept.
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._socket.close()

    @property
    def options(self) -> List[str]:
        """Of the command line."""
        trust = self.directory.file("server.pem")
        return ["--url", f"127.0.0.1:{self.port}", "--cacert", trust]

    def end(self) -> None:
        """Waits for the last session, and raises what went wrong in one."""
        self._thread.join(PATIENCE_SECONDS)
        if self.faults:
            raise self.faults[0]


def run(
    arguments: Sequence[str], *, stdin: str = "", environment: Optional[Dict[str, str]] = None,
) -> subprocess.CompletedProcess[str]:
    """The client's command line, in an environment without anybody's settings."""
    folder = tempfile.mkdtemp(prefix="piperoll-python-config-")
    variables = {**os.environ, "XDG_CONFIG_HOME": folder, "APPDATA": folder}
    variables.pop("PIPEROLL_URL", None)
    try:
        return subprocess.run(
            [sys.executable, piperoll.__file__, *arguments], input=stdin, capture_output=True,
            encoding="utf-8", env={**variables, **(environment or {})}, timeout=PATIENCE_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
