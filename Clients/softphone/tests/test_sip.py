"""Real calls on loopback: SIP to a baresip, its bridge, a server, and the console at a terminal.

Needs baresip, twinkle-console and linphone-daemon (Debian's packages baresip-core,
twinkle-console and linphone-cli; what is missing is not called) and PIPEROLL_BIN, the folder of piperolld and piperoll.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unittest
import uuid
from pathlib import Path
from typing import Callable, ClassVar, List, Optional

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent / "python")]

import piperoll  # noqa: E402
from tests.desk import Server, connect_to, program  # noqa: E402

PATIENCE_SECONDS = 60.0
"""Only ever decides that we gave up."""
SHOWN_SECONDS = 0.3
"""What may pass from the INVITE to the line on the console."""
JANE = "+12125550147"
MO = "+12125550199"
MODULES = "/usr/lib/baresip/modules"


def until(found: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not found():
        if time.monotonic() > end:
            raise AssertionError(f"never: {what}")
        time.sleep(0.005)


def free_ports() -> int:
    """A port of loopback that is free, and the next one too: baresip takes both."""
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one, socket.socket() as two:
            one.bind(("127.0.0.1", 0))
            port: int = one.getsockname()[1]
            try:
                two.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


class Phone:
    """A telephone of desk1, on a port of its own."""

    def __init__(self) -> None:
        self.folder = tempfile.mkdtemp(prefix="telephone-")
        self.sip = free_ports()

    def write(self, name: str, text: str) -> None:
        Path(self.folder, name).write_text(text)

    def begin(self, *command: str, **environment: str) -> None:
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": self.folder, **environment})

    def until_it_listens(self) -> None:
        def listens() -> bool:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
                try:
                    probe.bind(("127.0.0.1", self.sip))
                except OSError:
                    return True
                return False
        until(listens, "the telephone listens")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()

    def remove(self) -> None:
        self.kill()
        shutil.rmtree(self.folder)


class Linphone(Phone):
    """Linphone's daemon."""

    def __init__(self) -> None:
        super().__init__()
        self.pipe = f"linphone-{uuid.uuid4().hex}"
        os.makedirs(os.path.join(self.folder, ".local/share/linphone"))
        self.write("rc", f"[sip]\nsip_port={self.sip}\nsip_tcp_port=0\nsip_tls_port=0\n")
        self.begin("linphone-daemon", "--pipe", self.pipe, "--config", f"{self.folder}/rc",
                   "--disable-stats-events")
        until(lambda: os.path.exists(f"/tmp/{self.pipe}"), "the daemon makes its socket")
        self.until_it_listens()


class Twinkle(Phone):
    """Twinkle without a window, which runs the script at each turn of a call."""

    def __init__(self) -> None:
        super().__init__()
        os.makedirs(os.path.join(self.folder, ".twinkle"))
        options = dict(zip(*[iter(Book.shared().options("phone"))] * 2))
        os.makedirs(os.path.join(self.folder, "piperoll"))
        self.write("piperoll/config", "".join(
            f"{key[2:]}={value}\n" for key, value in options.items()))
        script = HERE.parent / "twinkle.py"
        self.write("script", f'#!/bin/sh\nexec "{sys.executable}" "{script}"\n')
        os.chmod(os.path.join(self.folder, "script"), 0o700)
        self.write(".twinkle/desk.cfg", "".join(
            f"{line}\n" for line in [
                "user_name=desk1", "user_domain=127.0.0.1", "register_at_startup=no",
                *[f"script_{name}={self.folder}/script" for name in (
                    "incoming_call", "in_call_answered", "in_call_failed", "local_release",
                    "remote_release")]]))
        self.write(".twinkle/twinkle.sys", "".join(
            f"{line}\n" for line in [
                f"sip_port={self.sip}", f"sip_udp_port={self.sip}", "dev_ringtone=alsa:null",
                "dev_speaker=alsa:null", "dev_mic=alsa:null", "validate_audio_dev=no",
                "play_ringtone=no"]))
        # It talks to a terminal alone.
        self.begin("script", "-qc", "exec twinkle-console desk.cfg", "/dev/null",
                   XDG_CONFIG_HOME=self.folder, PIPEROLL_TO="ann")
        self.until_it_listens()


class Baresip(Phone):
    """The telephone of desk1, which rings, and desk2, which answers by itself."""

    def __init__(self) -> None:
        super().__init__()
        with socket.socket() as link:
            link.bind(("127.0.0.1", 0))
            self.control: int = link.getsockname()[1]
        lines = [
            "poll_method epoll", f"sip_listen 127.0.0.1:{self.sip}", "net_interface 127.0.0.1",
            "call_max_calls 4", "audio_player aubridge,x", "audio_source aubridge,x",
            "audio_alert aubridge,x", f"module_path {MODULES}", "module g711.so",
            "module aubridge.so", "module_tmp uuid.so", "module_tmp account.so",
            "module_app menu.so", "module_app ctrl_tcp.so",
            f"ctrl_tcp_listen 127.0.0.1:{self.control}"]
        self.write("config", "\n".join(lines) + "\n")
        self.write("accounts", "".join(
            f"<sip:{name}@127.0.0.1:{self.sip}>;regint=0;answermode={mode}\n"
            for name, mode in [("desk1", "manual"), ("desk2", "auto")]))
        self.write("contacts", "")
        self.start()

    def start(self) -> None:
        self.begin("baresip", "-4", "-f", self.folder, "-t", "300")
        self.until_it_listens()


class Caller:
    """A call over SIP (RFC 3261): INVITE and what follows."""

    def __init__(self, phone: Phone, sender: str, to: str = "desk1") -> None:
        self.link = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.link.bind(("127.0.0.1", 0))
        self.link.settimeout(PATIENCE_SECONDS)
        self.phone = ("127.0.0.1", phone.sip)
        self.uri = f"sip:{to}@127.0.0.1:{phone.sip}"
        self.sender, self.id = sender, f"{uuid.uuid4().hex}@127.0.0.1"
        self.branch, self.tag = "z9hG4bK" + uuid.uuid4().hex, ""
        self.start = time.monotonic()
        self.send("INVITE", body="\r\n".join([
            "v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0",
            "m=audio 40000 RTP/AVP 0", "a=rtpmap:0 PCMU/8000", ""]))

    def send(self, method: str, number: int = 1, body: str = "") -> None:
        own = self.link.getsockname()[1]
        lines = [
            f"{method} {self.uri} SIP/2.0", f"Via: SIP/2.0/UDP 127.0.0.1:{own};branch={self.branch}",
            f"From: {self.sender};tag=1", f"To: <{self.uri}>{self.tag}", f"Call-ID: {self.id}",
            f"CSeq: {number} {method}", f"Contact: <sip:gw@127.0.0.1:{own}>", "Max-Forwards: 70"]
        if body:
            lines.append("Content-Type: application/sdp")
        text = "\r\n".join([*lines, f"Content-Length: {len(body)}", "", body])
        self.link.sendto(text.encode("utf-8", "surrogateescape"), self.phone)

    def wait(self, code: int) -> None:
        while True:
            text = self.link.recv(65536).decode("utf-8", "replace")
            if text.startswith(f"SIP/2.0 {code} "):
                found = re.search(r"^To:.*(;tag=[^\s;]+)", text, re.M)
                self.tag = found[1] if found else ""
                return

    def cancel(self) -> None:
        tag, self.tag = self.tag, ""
        self.send("CANCEL")
        self.wait(487)
        self.tag = tag or self.tag
        self.send("ACK")
        self.link.close()

    def talk(self) -> None:
        """It was answered: says so."""
        self.wait(200)
        self.branch = "z9hG4bK" + uuid.uuid4().hex
        self.send("ACK")

    def hang_up(self) -> None:
        self.branch = "z9hG4bK" + uuid.uuid4().hex
        self.send("BYE", 2)
        self.wait(200)
        self.link.close()


class Terminal:
    """The console as an operator has it."""

    def __init__(self, command: List[str], folder: str) -> None:
        self.text = ""
        child, self.keys = pty.fork()
        if child == 0:
            os.environ.update(TERM="xterm", XDG_CONFIG_HOME=folder, COLUMNS="200")
            os.execv(command[0], command)
        self.child = child
        fcntl.ioctl(self.keys, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 200, 0, 0))

    def see(self, pattern: str) -> str:
        """Waits until this is shown; what was shown up to there is not looked at again."""
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            found = re.search(pattern, self.text)
            if found:
                shown, self.text = self.text[:found.end()], self.text[found.end():]
                return shown
            if not select.select([self.keys], [], [], max(0, end - time.monotonic()))[0]:
                raise AssertionError(f"never on the screen: {pattern}\n{self.text!r}")
            self.text += os.read(self.keys, 65536).decode("utf-8", "replace")

    def type(self, text: str) -> None:
        os.write(self.keys, text.encode())

    def close(self) -> None:
        os.kill(self.child, signal.SIGHUP)
        os.close(self.keys)
        os.waitpid(self.child, 0)


class Book:
    """A server with two users, ann and the telephone, and three accounts."""

    _shared: Optional["Book"] = None

    def __init__(self) -> None:
        self.server = Server()
        atexit.register(self.server.remove)
        folder = str(self.server.directory.path)
        with self.server.connect() as desk:
            for name, role in [("phone", "phone"), ("ann", "operator")]:
                desk.request("ADMIN USER", name, role=role)
                subprocess.run([program("piperolld"), "certificate", folder, name], check=True,
                               capture_output=True, timeout=PATIENCE_SECONDS)
            for account, name, phone in [
                ("C-20417", "Jane Q. Debtor", JANE), ("A-1", "Mo One", MO), ("A-2", "Mo Two", MO),
            ]:
                desk.request("POST ACCOUNT", account, kind="consumer", name=name)
                desk.request("POST CONTACT", account, role="debtor", name=name, phone=phone)
                desk.request("POST INVOICE", account, f"INV-{account}", "900.00")
                desk.request("POST ASSIGN", account, role="third-party")

    @classmethod
    def shared(cls) -> "Book":
        cls._shared = cls._shared or cls()
        return cls._shared

    def options(self, user: str) -> List[str]:
        file = self.server.directory.file
        return ["--url", f"piperolls://127.0.0.1:{self.server.port}",
                "--cacert", file("server.pem"), "--cert", file(f"{user}.pem"),
                "--key", file(f"{user}.key")]


class Bridge:
    """A bridge that runs, and what it says."""

    def __init__(self, name: str, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(HERE.parent / name), *Book.shared().options("phone"), "--to", "ann",
             *options], stderr=subprocess.PIPE, text=True)
        # The two are connected in whichever order.
        self.hear("connected", "takes calls")

    def hear(self, *texts: str) -> None:
        """Waits until it has said all of these."""
        missing = set(texts)
        assert self.process.stderr
        while missing:
            line = self.process.stderr.readline()
            if not line:
                raise AssertionError(f"the bridge never said {missing}")
            missing = {text for text in missing if text not in line}

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stderr
        self.process.stderr.close()


class Calls(unittest.TestCase):
    """What a call to a telephone comes to on the console."""

    def console(self) -> Terminal:
        folder = tempfile.mkdtemp(prefix="console-")
        self.addCleanup(shutil.rmtree, folder)
        terminal = Terminal([program("piperoll"), *Book.shared().options("ann")], folder)
        self.addCleanup(terminal.close)
        terminal.see("> ")
        # It watches by itself: this is answered behind it.
        terminal.type("PING\r")
        terminal.see("200 OK")
        terminal.see("> ")
        return terminal

    def check_ring(self, phone: "Phone", bridge: str) -> None:
        terminal = self.console()
        call = Caller(phone, f'"Jane" <sip:{JANE}@127.0.0.1>')
        terminal.see(rf"Ringing: \{JANE} \(says \"Jane\"\); C-20417 Jane Q. Debtor \(debtor\)")
        took = time.monotonic() - call.start
        print(f"\nfrom the INVITE to the console, {bridge}: {took * 1000:.0f} ms", file=sys.stderr)
        self.assertLess(took, SHOWN_SECONDS)
        call.cancel()
        terminal.see(rf"Missed: \{JANE} \(says \"Jane\"\); C-20417")


@unittest.skipUnless(shutil.which("linphone-daemon"), "no Linphone was called: it is missing")
class LinphoneCalls(Calls):
    def test_the_console_shows_the_account_at_once(self) -> None:
        phone = Linphone()
        self.addCleanup(phone.remove)
        bridge = Bridge("linphone.py", "--pipe", phone.pipe)
        self.addCleanup(bridge.end)
        self.check_ring(phone, "Linphone")


@unittest.skipUnless(shutil.which("twinkle-console"), "no Twinkle was called: it is missing")
class TwinkleCalls(Calls):
    def test_the_console_shows_the_account_at_once(self) -> None:
        phone = Twinkle()
        self.addCleanup(phone.remove)
        self.check_ring(phone, "Twinkle")


@unittest.skipUnless(shutil.which("baresip"), "no real call was made: baresip is missing")
class BaresipCalls(Calls):
    baresip: ClassVar[Baresip]
    bridge: ClassVar[Bridge]

    @classmethod
    def setUpClass(cls) -> None:
        cls.baresip = Baresip()
        cls.addClassCleanup(cls.baresip.remove)
        cls.bridge = Bridge("baresip.py", "--ctrl", f"127.0.0.1:{cls.baresip.control}")
        cls.addClassCleanup(cls.bridge.end)

    def test_the_console_shows_the_account_at_once(self) -> None:
        self.check_ring(self.baresip, "baresip")

    def test_the_account_is_opened_with_a_key(self) -> None:
        terminal = self.console()
        terminal.type("NOTE GEN")
        terminal.see("GEN")
        call = Caller(self.baresip, f"<sip:{JANE}@127.0.0.1>")
        terminal.see(rf"Ringing: \{JANE}; C-20417 Jane Q. Debtor \(debtor\)")
        # What was being typed stands below it, and is no look-up's business.
        terminal.see("NOTE GEN")
        terminal.type("\x15\x0f")
        terminal.see("LOOKUP NEXT account=C-20417")
        shown = terminal.see("200 OK rows=")
        self.assertIn("Jane Q. Debtor", shown)
        self.assertNotIn("900.00", shown)
        call.cancel()
        terminal.see(rf"Missed: \{JANE}; C-20417")

    def test_a_number_of_two_accounts_is_a_choice(self) -> None:
        terminal = self.console()
        call = Caller(self.baresip, f"<sip:{MO}@127.0.0.1>")
        terminal.see("2 accounts: A-1, A-2; first Mo One .*Ctrl-O shows them")
        terminal.type("\x0f")
        shown = terminal.see("200 OK rows=")
        self.assertIn("Mo Two", shown)
        self.assertNotIn("900.00", shown)
        call.cancel()

    def test_whatever_a_caller_says_of_themselves_is_only_shown(self) -> None:
        terminal = self.console()
        hidden = "a hidden number"
        for sender, shown in [
            ('"Anonymous" <sip:anonymous@anonymous.invalid>', rf'{hidden} \(says "Anonymous"\)\.'),
            ("<tel:+1-212-555-0147>", rf"\{JANE}; C-20417"),
            ('"%s%n%x" <sip:%25s%25n@127.0.0.1>', rf'{hidden} \(says "%s%n%x"\)\.'),
            ("<sip:5550147%20ext@10.0.0.9>", rf"{hidden}\."),
            ("<sip:127.0.0.1>", rf"{hidden}\."),
            (f'"x\\"; CALL off \udcc2\udc9b2J\udce2\udc80\udcae" <sip:{JANE}@127.0.0.1>',
             rf'\{JANE} \(says "x\\"; CALL off 2J"\); C-20417'),
        ]:
            call = Caller(self.baresip, sender)
            before = terminal.see("Ringing: ")
            line = terminal.see("\r\n")
            self.assertRegex(line, shown, sender)
            self.assertNotRegex(before + line, "\x9b|\u202e|\x1b\\[2J")
            call.cancel()
            try:
                terminal.see("Missed: ")
            except AssertionError as error:
                raise AssertionError(f"{sender}: {error}") from None
        terminal.type("LOOKUP TASKS\r")
        terminal.see("200 OK")

    def test_a_call_that_has_ended_is_noted_with_its_result_alone(self) -> None:
        terminal = self.console()
        call = Caller(self.baresip, f"<sip:{JANE}@127.0.0.1>", "desk2")
        call.talk()
        terminal.see("On the line: ")
        call.hang_up()
        terminal.see(rf"Ended after 1 min: \{JANE}; C-20417. Ctrl-O begins the note")
        terminal.type("\x0f")
        terminal.see(rf"NOTE CALL C-20417 \{JANE} ")
        terminal.type("rp\r")
        terminal.see("201 CREATED entry=[0-9]+ account=C-20417")
        with Book.shared().server.connect() as desk:
            last = desk.request("LOOKUP HISTORY", "C-20417").rows("history")[-1]
        self.assertEqual(last["detail"], f"in {JANE} right-party, 1 minute")

    def test_restarts_lose_nothing_that_goes_on_and_tell_nothing_twice(self) -> None:
        told: List[str] = []

        def take(push: piperoll.Push) -> None:
            if push.type == "CALL":
                told.append(" ".join(push.fields[key] for key in ("state", "call")))

        server = Book.shared().server
        file = server.directory.file
        with connect_to(server.port, server.directory, cert=file("ann.pem"),
                        key=file("ann.key"), on_push=take) as desk:
            desk.watch("phone")

            def has(line: str, count: int = 1) -> Callable[[], bool]:
                def found() -> bool:
                    desk.listen(0.05)
                    return told.count(line) >= count
                return found

            Caller(self.baresip, f"<sip:{JANE}@127.0.0.1>")
            until(has(f"ringing {JANE}"), "the first call rings")
            self.baresip.kill()
            self.baresip.start()
            until(has(f"ended {JANE}"), "the call that the telephone has forgotten is over")
            self.bridge.hear("connected")
            call = Caller(self.baresip, f"<sip:{MO}@127.0.0.1>", "desk2")
            call.talk()
            until(has(f"answered {MO}"), "the second call is answered")
            server.stop()
            server.start()
            until(has(f"answered {MO}", 2), "the new server is told what goes on")
            call.hang_up()
            until(has(f"ended {MO}"), "the second call ends")
            desk.listen(0.5)
        self.assertEqual(told.count(f"ringing {JANE}"), 1)
        self.assertEqual(told.count(f"ended {JANE}"), 1)
        # A server that was started anew knows of no call: it is told of it, and says so.
        self.assertEqual(told.count(f"answered {MO}"), 2)
        self.assertEqual(told.count(f"ended {MO}"), 1)


if __name__ == "__main__":
    unittest.main()
