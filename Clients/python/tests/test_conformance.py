"""The programs of `Protocol/conformance`: what passes them, and what does not."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import List, Set
from unittest import mock

import piperoll

from .desk import PATIENCE_SECONDS, Directory, Server

FOLDER = Path(__file__).resolve().parents[3] / "Protocol" / "conformance"

CARELESS = '''
import socket, ssl, sys, time
port = int(sys.argv[1])
typed = sys.stdin.buffer.read()
def once():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with context.wrap_socket(socket.create_connection(("127.0.0.1", port))) as talk:
        talk.sendall(typed + b"\\n")
        for _ in typed.splitlines():
            for piece in talk.recv(4096).decode("utf-8", "replace").splitlines():
                print(piece)
try:
    once()
except OSError:
    once()
'''
"""A client that does about all wrong: it trusts anybody, sends again, and reads in pieces."""


class Conformance(unittest.TestCase):
    def run_it(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words], capture_output=True, encoding="utf-8",
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, timeout=10 * PATIENCE_SECONDS)

    def client(self, *command: str) -> subprocess.CompletedProcess[str]:
        directory = Directory.shared()
        return self.run_it(
            str(FOLDER / "client.py"), "--cert", directory.file("server.pem"), "--key",
            directory.file("server.key"), *command)

    def test_this_client_does_all_that_a_client_has_to(self) -> None:
        done = self.client(
            sys.executable, piperoll.__file__, "--url", "{url}", "--cacert", "{cacert}")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_a_careless_client_is_found_out(self) -> None:
        # It hangs where both sides send much, however long one waits.
        done = self.client("--patience", "5", sys.executable, "-c", CARELESS, "{port}")
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        failed: Set[str] = {
            line.split(":")[0].split(None, 1)[1] for line in done.stdout.splitlines()
            if line.startswith("fails")}
        for name in [
            "a block is printed whole, and the next reply behind it",
            "a refusal is told by the exit code", "a write without a ref is never sent twice",
            "a last line that may have been cut off does not write",
            "nothing is sent to a server that is not trusted", "the last code of a block counts",
            "replies are read while requests are sent", "what is no PRP/1 is not taken for it",
        ]:
            self.assertIn(name, failed)

    def test_a_command_that_starts_no_server_says_what_it_lacks(self) -> None:
        start = FOLDER.parents[1] / "Tests" / "Acceptance" / "start.py"
        for command, said in [
            (f"{sys.executable} {start}", "start.py: set PIPEROLLD and PIPEROLL to the paths of"),
            ("no-such-command", "No such file"), (f"{sys.executable} -c 0", "has ended"),
            ("echo hello", "Expecting value"),
        ]:
            with mock.patch.dict(os.environ, {"PIPEROLLD": "", "PIPEROLL": ""}):
                done = self.run_it(str(FOLDER / "server.py"), "--start", command)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(said, done.stderr)
            self.assertNotIn("Traceback", done.stderr)

    def test_a_server_that_stands_somewhere_passes_what_needs_nothing(self) -> None:
        server = Server()
        self.addCleanup(server.remove)
        file = server.directory.file
        options: List[str] = [
            "--address", f"127.0.0.1:{server.port}", "--cacert", file("server.pem"), "--cert",
            file("admin.pem"), "--key", file("admin.key")]
        done = self.run_it(str(FOLDER / "server.py"), *options)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertNotIn("differs", done.stdout)
        self.assertIn("passed   session/quit-answers-and-closes.txt", done.stdout)
        with tempfile.TemporaryDirectory() as folder:
            other = Path(folder) / "other.txt"
            for steps in [
                "C: PING\nS: 201 CREATED\n", "C: PING\nE:\nS: 200 OK\nS: 200 OK\n", "C: PING\n",
                "C: @1 PING\nS: 200 OK\n", "C: QUIT\nS: 205 BYE ; x\nC: PING\nS: 200 OK\n",
            ]:
                other.write_text("# A claim that is wrong.\n" + steps)
                done = self.run_it(str(FOLDER / "server.py"), *options, str(other))
                self.assertEqual(done.returncode, 1, steps + done.stdout + done.stderr)
            other.write_text("# A claim that holds.\nC: PING\nS: 200 OK\nE:\nS: {closed}\n")
            done = self.run_it(str(FOLDER / "server.py"), *options, str(other))
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
