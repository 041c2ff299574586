"""`piperoll.py` as a program: commands, requests from a pipe, and the hook of softphones."""

from __future__ import annotations

import json
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path
from typing import Any, ClassVar, List, Tuple

import piperoll

from .desk import ScriptedServer, Server, Talk, body, program, run, tag

NUMBER = "+12125550147"


class Program(unittest.TestCase):
    server: ClassVar[Server]

    @classmethod
    def setUpClass(cls) -> None:
        cls.server = Server()
        cls.addClassCleanup(cls.server.remove)
        with cls.server.connect() as desk:
            desk.request("POST ACCOUNT", "C-1", kind="consumer", name="Jane Q. Debtor")
            desk.request("POST CONTACT", "C-1", role="debtor", name="Jane", phone=NUMBER)

    def run_it(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        return run([*self.options(), *arguments], **options)

    def options(self) -> List[str]:
        file = self.server.directory.file
        return ["-u", f"piperolls://127.0.0.1:{self.server.port}", "--cacert", file("server.pem"),
                "--cert", file("admin.pem"), "--key", file("admin.key")]

    def test_one_command_prints_its_reply(self) -> None:
        done = self.run_it("LOOKUP", "PHONE", "(212) 555-0147")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f"210+ DATA phone={NUMBER} accounts=1\n# matches\n", done.stdout)
        self.assertIn("C-1\tconsumer\tJane Q. Debtor", done.stdout)
        self.assertTrue(done.stdout.endswith(". 200 OK rows=1\n"))

    def test_the_swift_client_prints_the_same(self) -> None:
        for words in [
            ["LOOKUP", "PHONE", "(212) 555-0147"], ["lookup", "account", "C-1"], ["help"],
            ["--tsv", "lookup", "account", "C-1"], ["--json", "lookup", "account", "C-1"],
            ["--tsv", "help", "codes"], ["--json", "lookup", "account", "none"], ["--tsv", "ping"],
            ["--json", "hello"], ["report", "journal"], ["lookup", "name", "a=b"], ["nonsense"],
            ["--json", "report", "journal"], ["post", "account", "C-1", "name=a b"],
            ["call", "--from", NUMBER, "--name", 'J "Q"\\', "--id", "1-2@x"],
            ["call", "--from", "anonymous"], ["call", "--from", "+12125550199"],
            ["call", "--from", NUMBER, "--json"], ["--tsv", "call", "--from", NUMBER, "--to", "7"],
            ["call", "--from", "--help"], ["call", "--from", "1", "--name", "-x"],
            ["call", "--from=", "--name=", "--state="], ["call", "--from", NUMBER, "--id", ""],
        ]:
            with self.subTest(words=words):
                here = self.run_it(*words)
                there = subprocess.run(
                    [program("piperoll"), *self.options(), *words], capture_output=True,
                    encoding="utf-8", stdin=subprocess.DEVNULL, timeout=60)
                self.assertEqual(here.stdout, there.stdout)
                self.assertEqual(here.returncode, there.returncode)

    def test_it_has_the_version_of_the_swift_client(self) -> None:
        there = subprocess.run(
            [program("piperoll"), "--version"], capture_output=True, encoding="utf-8", timeout=60)
        self.assertEqual(f"piperoll {piperoll.__version__}\n", there.stdout)

    def test_requests_come_from_a_pipe(self) -> None:
        requests = [
            "\ufeffping\r", "", "@7 lookup account none", 'NOTE GENERAL C-1 -- he said "no"',
            "POST PAYMENT mode=each <<", "account\tamount", "C-1\t5.00", "C-1\tx", ".", "@8 ping",
            "quit", "ping", ""]
        done = self.run_it(stdin="\n".join(requests))
        self.assertEqual(done.returncode, 1)
        lines = done.stdout.split("\n")
        self.assertEqual(lines[0], "200 OK")
        self.assertTrue(lines[1].startswith("@7 540 NOTFOUND"))
        self.assertTrue(lines[2].startswith("201 CREATED"))
        self.assertIn(". 551 PARTIAL rows=2 created=1 dup=0 refused=1", lines)
        self.assertEqual(lines[-3:-1], ["@8 200 OK", "205 BYE ; until next time"])
        self.assertIn("refused: line 3 (540), line 5 (551)", done.stderr)

    def test_a_write_that_was_cut_off_is_not_sent(self) -> None:
        for cut in ["POST PAYMENT C-1 7.00",
                    "POST PAYMENT mode=each <<\naccount\tamount\nC-1\t7.00\n"]:
            done = self.run_it(stdin="ping\n" + cut)
            self.assertEqual((done.returncode, done.stdout), (2, "200 OK\n"))
        done = self.run_it(stdin="ping\nlookup phone 911")
        self.assertEqual(len(done.stdout.splitlines()), 2)
        with self.server.connect() as desk:
            self.assertNotIn("7.00", "\n".join(desk.request("LOOKUP HISTORY", "C-1").lines))

    def test_the_configuration_says_which_server(self) -> None:
        folder = self.server.directory.path / "config" / "piperoll"
        folder.mkdir(parents=True, exist_ok=True)
        options = dict(zip(self.options()[::2], self.options()[1::2]))
        config = folder / "config"
        config.touch(0o600)
        config.write_text(
            f"# ours\nurl = {options['-u']}\ntrust={self.server.directory.fingerprint}\n"
            f"cert={options['--cert']}\nkey={options['--key']}\nwindow=4\n")
        variables = {"XDG_CONFIG_HOME": str(folder.parent), "APPDATA": str(folder.parent)}
        self.assertEqual(run(["ping"], environment=variables).stdout, "200 OK\n")
        done = run(["call", "--from", NUMBER, "--tsv"], environment=variables)
        self.assertIn("C-1\tJane Q. Debtor", done.stdout)
        config.write_text("nonsense\n")
        done = run(["ping"], environment=variables)
        self.assertEqual(done.returncode, 2)
        self.assertIn("line 1", done.stderr)


class Hook(unittest.TestCase):
    def tell(
        self, *words: str, reply: str = "200 OK call=unknown told=1"
    ) -> Tuple[subprocess.CompletedProcess[str], List[str]]:
        """What it prints, and what it has asked."""
        asked: List[str] = []

        def session(talk: Talk) -> None:
            talk.greet()
            line = talk.line()
            asked.append(body(line))
            talk.say(tag(line) + reply)
            talk.line()

        server = ScriptedServer(session)
        done = run(["call", *server.options, *words])
        server.end()
        return done, asked

    def test_it_tells_once_and_nothing_in_it_becomes_a_command(self) -> None:
        asked: List[str] = []

        def session(talk: Talk) -> None:
            talk.greet()
            asked.append(talk.line())
            talk.say(tag(asked[0]) + "210+ DATA accounts=1\n# a\naccount\nA-1\n. 200 OK rows=1")
            asked.append(talk.line())

        server = ScriptedServer(session)
        hostile = 'x"}\r\nPOST PAYMENT A 1 \x1b[2J\u202e\x9b'
        done = run(["call", *server.options, "--from", "tel:+1-212-555-0147", "--id", "1-2@x",
                    "--name", hostile, "--to", "$(reboot)"])
        server.end()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([body(line) for line in asked], [
            f"CALL {NUMBER} state=ringing to=$(reboot) id=1-2@x"
            ' name="x\\"}  POST PAYMENT A 1  [2J  "', ""])
        self.assertEqual(len(done.stdout.splitlines()), 6)
        self.assertNotRegex(done.stdout, "[\x1b\u202e\x9b\r]")
        self.assertIn('id="1-2@x"', done.stdout)

    def test_a_caller_whom_nobody_knows_is_no_failure(self) -> None:
        rows = "210+ DATA accounts=0\n# a\nb\n. 200 OK rows=0"
        done, asked = self.tell("--from", "911", reply=rows)
        self.assertEqual((done.returncode, done.stdout), (0, "unknown\n"))
        self.assertEqual(asked, ["CALL 911 state=ringing"])
        done, asked = self.tell("--from", "anonymous", "--state", "ended")
        self.assertEqual((done.returncode, done.stdout), (0, "unknown\n"))
        self.assertEqual(asked, ["CALL unknown state=ended"])

    def test_what_a_script_leaves_empty_counts_as_not_given(self) -> None:
        done, asked = self.tell("--from=", "--name=", "--to", "", "--state=", "--id")
        self.assertEqual((done.returncode, done.stdout), (0, "unknown\n"))
        self.assertEqual(asked, ["CALL unknown state=ringing"])

    def test_a_number_that_nobody_can_have_is_a_hidden_one(self) -> None:
        asked: List[str] = []

        def session(talk: Talk) -> None:
            talk.greet()
            for reply in ["504 BADVALUE key=from", "200 OK call=unknown"]:
                line = talk.line()
                asked.append(body(line))
                talk.say(tag(line) + reply)
            talk.line()

        server = ScriptedServer(session)
        done = run(["call", *server.options, "--from", "999"])
        server.end()
        self.assertEqual((done.returncode, done.stdout), (0, "unknown\n"))
        self.assertEqual(asked, ["CALL 999 state=ringing", "CALL unknown state=ringing"])

    def test_it_gives_up_in_time(self) -> None:
        let_go = threading.Event()

        def silent(talk: Talk) -> None:
            talk.greet()
            talk.line()
            let_go.wait(60)

        server = ScriptedServer(silent)
        start = time.monotonic()
        done = run(["call", *server.options, "--from", "911"])
        took = time.monotonic() - start
        let_go.set()
        server.end()
        self.assertEqual(done.returncode, 3)
        self.assertIn("in time", done.stderr)
        # It gives up before 2 seconds have passed; what a busy machine adds is no matter of it.
        self.assertGreater(took, piperoll.HOOK_SECONDS - 0.1)

    def test_it_says_that_nobody_is_there(self) -> None:
        trust = "SHA256:" + "0" * 64
        done = run(["call", "--url", "127.0.0.1:1", "--trust", trust, "--from", "911"])
        self.assertEqual(done.returncode, 3)
        self.assertEqual(done.stdout, "")

    def test_what_follows_the_number_is_no_option(self) -> None:
        for words in [
            ["--url", "127.0.0.1:1"], ["--output", "x"], ["--password-file", "x"],
            ["--from", "911"], ["-u", "x"], ["--cacert=x"], ["--help"],
        ]:
            done, asked = self.tell("--from", "911", *words)
            self.assertEqual((done.returncode, done.stdout), (0, "unknown\n"), words)
            self.assertEqual(asked, ["CALL unknown state=ringing"])

    def test_it_prints_into_a_file(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "caller.txt"
            file.write_text("the call before this one\n")
            done, _ = self.tell("--output", str(file), "--from", "anonymous")
            self.assertEqual((done.returncode, done.stdout), (0, ""))
            self.assertEqual(file.read_text(), "unknown\n")
            done = run(["call", "--output", folder, "--from", "911"])
            self.assertEqual(done.returncode, 2)

    def test_it_never_waits_for_its_input(self) -> None:
        done = run(["call", "-u", "127.0.0.1:1", "--trust", "SHA256:" + "0" * 64, "--from", "911"],
                   stdin="x\n")
        self.assertEqual((done.returncode, done.stdout), (3, ""))


class Lost(unittest.TestCase):
    def test_a_write_from_a_pipe_without_a_ref_is_not_sent_twice(self) -> None:
        again: List[str] = []

        def first(talk: Talk) -> None:
            talk.greet()
            talk.lines(2)
            talk.break_off()

        def second(talk: Talk) -> None:
            talk.greet()
            again.append(talk.line())
            talk.say("200 OK ref=p-1")
            again.append(talk.line())

        server = ScriptedServer(first, second)
        done = run(server.options, stdin="POST PAYMENT T-1 5.00 ref=p-1\nPOST PAYMENT T-1 6.00\n")
        server.end()
        self.assertEqual(again, ["POST PAYMENT T-1 5.00 ref=p-1", ""])
        self.assertEqual((done.returncode, done.stdout), (5, "200 OK ref=p-1\n"))
        self.assertIn("line 2: ", done.stderr)

    def test_json_is_json(self) -> None:
        def session(talk: Talk) -> None:
            talk.greet()
            talk.line()
            talk.say('210+ DATA fmt=jsonl\n{"section":"a","b":"\\u0041"}\n. 200 OK x="a;\\"b"')
            talk.line()

        server = ScriptedServer(session)
        done = run([*server.options, "--json", "REPORT", "AGING"])
        server.end()
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(rows[1]["x"], 'a;"b')


if __name__ == "__main__":
    unittest.main()
