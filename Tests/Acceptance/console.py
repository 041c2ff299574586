#!/usr/bin/env python3
"""The console as somebody at a terminal has it: keys go in by tmux, and its screen is read back.

    PIPEROLLD=... PIPEROLL=... Tests/Acceptance/console.py [NAME...]

Each check below has a terminal, a server and a configuration folder of its own; NAME runs some of
them. Exits with 77 where there is no tmux or no libedit.
"""
import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from wire import Wire

PROGRAMS = {name: os.path.abspath(os.environ.get(name, f".build/debug/{name.lower()}"))
            for name in ("PIPEROLLD", "PIPEROLL")}
# Only ever decides that we gave up.
SECONDS = 60


class Desk:
    """A server with a book of two accounts, and a terminal with a console that talks to it."""

    def __init__(self, columns=120, rows=30, **environment):
        self.folder = tempfile.mkdtemp(prefix="console-")
        self.environment = {"TERM": "screen", "PAGER": "cat", **environment}
        self.terminals = 0
        self.size = (columns, rows)
        self.wire = None
        subprocess.run([PROGRAMS["PIPEROLLD"], "init", self.path("d")], check=True,
                       capture_output=True)
        self.serve()
        for line in ("POST ACCOUNT A-1 kind=consumer name=\"Jane Doe\"",
                     "POST INVOICE A-1 INV-1 100.00"):
            self.ask(line)

    def path(self, name):
        return os.path.join(self.folder, name)

    def serve(self, port="0"):
        if os.path.exists(self.path("port")):
            os.remove(self.path("port"))
        self.server = subprocess.Popen(
            [PROGRAMS["PIPEROLLD"], "serve", self.path("d"), "--port", port,
             "--port-file", self.path("port")],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(lambda: os.path.exists(self.path("port")), "the server starts")
        self.port = open(self.path("port"), encoding="utf-8").read().strip()

    def end_server(self, how=signal.SIGTERM):
        self.server.send_signal(how)
        self.server.wait(SECONDS)

    def lay_wire(self):
        """Has the consoles that are opened from now on talk over a line that can be cut."""
        self.wire = Wire(int(self.port))

    def client(self, *words, port=None):
        return [PROGRAMS["PIPEROLL"], "-u", f"piperolls://127.0.0.1:{port or self.port}",
                "--cacert", self.path("d/server.pem"), "--cert", self.path("d/admin.pem"),
                "--key", self.path("d/admin.key"), *words]

    def ask(self, line):
        return subprocess.run(
            self.client("-c", line), capture_output=True, text=True, timeout=SECONDS,
            env={**os.environ, "XDG_CONFIG_HOME": self.path("config")}).stdout

    def tmux_socket(self):
        return self.path(f"tmux-{self.terminals}")

    def tmux(self, *words, **options):
        return subprocess.run(
            ["tmux", "-u", "-S", self.tmux_socket(), "-f", "/dev/null", *words],
            capture_output=True, text=True, timeout=SECONDS, check=True, **options).stdout

    def open(self):
        """Starts the console on a terminal, the next one."""
        self.terminals += 1
        settings = [f"{name}={value}" for name, value in self.environment.items()]
        unset = ["-u", "NO_COLOR", "-u", "PIPEROLL_PLAIN", "-u", "VISUAL", "-u", "LESS"]
        self.tmux("new-session", "-d", "-x", str(self.size[0]), "-y", str(self.size[1]),
                  "env", *unset, f"XDG_CONFIG_HOME={self.path('config')}", *settings,
                  "sh", "-c", '"$@"; echo "left with $?"; exec cat', "sh", *self.client(port=self.wire and self.wire.port))
        self.see(r"> $")
        return self

    def shut(self):
        """Takes the terminal away."""
        subprocess.run(["tmux", "-S", self.tmux_socket(), "kill-server"], capture_output=True,
                       timeout=SECONDS, check=False)

    def screen(self):
        return "\n".join(line.rstrip() for line in self.tmux("capture-pane", "-p").splitlines())

    def keys(self, *keys):
        self.tmux("send-keys", *keys)

    def type(self, text):
        self.tmux("send-keys", "-l", text)

    def see(self, pattern):
        """Waits until the screen, without the blank lines at its end, shows this."""
        shown = [""]

        def is_there():
            shown[0] = self.screen().rstrip("\n")
            # The blank at the end of a prompt is not told of.
            return re.search(pattern, re.sub(r"([1)])>$", r"\1> ", shown[0], flags=re.M), re.M)
        until(is_there, lambda: f"{pattern!r} on the screen:\n{shown[0]}")
        return shown[0]

    def close(self):
        self.shut()
        if self.wire:
            self.wire.close()
        self.end_server()
        shutil.rmtree(self.folder)


def until(condition, what):
    end = time.monotonic() + SECONDS
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(what() if callable(what) else what)
        time.sleep(0.02)


def completes_verbs_kinds_keys_and_values(desk):
    desk.open()
    # The description is there when a hint is.
    desk.type("LOOKUP ACCOUNT ")
    desk.see(r"LOOKUP ACCOUNT +account \[")
    desk.keys("C-u")
    desk.type("loo")
    desk.keys("Tab")
    desk.type("acc")
    desk.keys("Tab")
    desk.see(r"> lookup account +account")
    desk.keys("C-u")
    desk.type("POST PAYM")
    desk.keys("Tab")
    desk.type("A-1 5.00 meth")
    desk.keys("Tab")
    desk.see(r"> POST PAYMENT A-1 5.00 method=$")
    desk.type("che")
    desk.keys("Tab")
    desk.see(r"> POST PAYMENT A-1 5.00 method=check ")
    desk.keys("C-u", "Tab")
    desk.see(r"^HELLO .*\n(.*\n)*.*> $")
    desk.type("PO")
    desk.keys("Tab", "Tab")
    desk.see(r"^ACCOUNT .*\n(.*\n)*.*> POST")


def completes_accounts(desk):
    desk.ask("POST ACCOUNT A-20 kind=trade name=\"Harbor & Vale\"")
    desk.open()
    desk.see(r"^To begin with, try:\n  lookup account A-1\n(.*\n)+.*1> $")
    desk.type("LOOKUP ACCOUNT ")
    desk.see(r"account \[")
    desk.type("a-2")
    desk.keys("Tab")
    desk.see(r"> LOOKUP ACCOUNT A-20 ")
    desk.keys("C-u")
    desk.type("LOOKUP HISTORY account=jan")
    desk.keys("Tab")
    desk.see(r"> LOOKUP HISTORY account=A-1 ")
    desk.keys("C-u")
    desk.type("POST PAYMENT A-")
    desk.keys("Tab")
    desk.see(r"^A-1   Jane Doe\nA-20  Harbor & Vale\n.*> POST PAYMENT A-$")
    desk.type("9")
    desk.keys("Tab")
    desk.see(r"^Nothing begins with A-9.*\n.*> POST PAYMENT A-9$")


def keeps_a_history_without_secrets(desk):
    desk.open()
    for line in ("PING", "AUTH jane password=secret-1", "LOOKUP ACCOUNT A-1", "\\q"):
        desk.type(line)
        desk.keys("Enter")
    desk.see("left with 0")
    kept = open(desk.path("config/piperoll/history"), encoding="utf-8").read()
    assert kept == "PING\nLOOKUP ACCOUNT A-1\n\\q\n", kept
    desk.shut()
    desk.open()
    desk.keys("Up", "Up")
    desk.see(r"> LOOKUP ACCOUNT A-1")
    desk.keys("Up", "Up", "Up")
    desk.see(r"> PING")
    desk.keys("C-c")
    desk.see(r"> PING\n.*> $")
    desk.keys("C-r")
    desk.type("OOKUP A")
    desk.see(r"> LOOKUP ACCOUNT A-1\nbck:OOKUP A")
    desk.keys("Enter")
    desk.see(r"Jane Doe(.*\n)*.*200 OK")


def keeps_the_line_while_the_server_speaks(desk):
    desk.open()
    desk.type("WATCH payments")
    desk.keys("Enter")
    desk.see(r"200 OK(.*\n)+.*> $")
    desk.type("NOTE GENERAL A-1 -- half a li")
    desk.keys("Left", "Left")
    desk.see(r"half a li")
    desk.ask("POST PAYMENT A-1 7.00 method=check")
    shown = desk.see(r"^\* .*\n.*> NOTE GENERAL A-1 -- half a li$")
    assert shown.count("half a li") == 1, shown
    desk.type("ne of a ")
    desk.see(r"> NOTE GENERAL A-1 -- half a ne of a li$")


def comes_back_after_a_restart(desk):
    desk.open()
    desk.end_server(signal.SIGKILL)
    desk.see(r"^The connection is gone .*\n.*\(disconnected\)> $")
    desk.serve(desk.port)
    desk.see(r"^Connected again, logged in as admin\.\n.*1> $")
    desk.type("POST PAYMENT A-1 7.00 method=che")
    desk.end_server()
    desk.see(r"\(disconnected\)> POST PAYMENT A-1 7.00 method=che$")
    desk.type("ck")
    desk.keys("Enter")
    desk.see(r"^Not connected .*\n^Ctrl-C takes it back")
    desk.serve(desk.port)
    desk.see(r"^201 CREATED .* ref=c-\w+\n.*1> $")
    payments = desk.ask("LOOKUP HISTORY A-1").count("\tpayment\t")
    assert payments == 1, payments
    desk.end_server()
    desk.see(r"\(disconnected\)> $")
    desk.type("NOTE GENERAL A-1 -- too late")
    desk.keys("Enter")
    desk.see(r"NOTE GENERAL A-1 -- too late\nNot connected")
    desk.keys("C-c")
    desk.see(r"^It was not sent\.\n.*\(disconnected\)> $")
    desk.serve(desk.port)
    desk.see(r"Connected again.*\n.*1> $")
    assert "too late" not in desk.ask("LOOKUP NOTES A-1")


def says_what_became_of_what_was_sent(desk):
    desk.lay_wire()
    desk.open()
    desk.type("LOOKUP ACCOUNT ")
    desk.see(r"account \[")
    desk.keys("C-u")
    for losing, told, count in (("reply", "It was recorded as entry ", 1),
                                ("request", "It was not recorded: ", 1)):
        desk.wire.lose(losing)
        desk.type(f"POST PAYMENT A-1 3.00 check={losing}")
        desk.keys("Enter")
        desk.see(rf"^{told}.*check={losing}$(.*\n)*.*1> $")
        payments = desk.ask("LOOKUP HISTORY A-1").count("\tpayment\t")
        assert payments == count, payments
    # It is offered once more, under its reference.
    desk.keys("Up")
    desk.see(r"> POST PAYMENT A-1 3.00 check=request$")
    desk.keys("Enter")
    desk.see(r"^201 CREATED .* ref=c-\w+\n.*1> $")
    desk.keys("Up", "Enter")
    desk.see(r"^This line was sent before, and it was recorded as entry \d+\. Enter")
    desk.see(r"> POST PAYMENT A-1 3.00 check=request$")
    desk.keys("C-c", "Up", "Enter", "Enter")
    desk.see(r"Enter sends it once more(.*\n)*201 CREATED (.*\n)*.*1> $")
    payments = desk.ask("LOOKUP HISTORY A-1").count("\tpayment\t")
    assert payments == 3, payments
    assert "c-" not in open(desk.path("config/piperoll/history"), encoding="utf-8").read()


def opens_a_list_again(desk):
    desk.open()
    for line in ("BEGIN", "POST PAYMENT A-1 1.00", "POST PAYMENT A-1 2.00"):
        desk.type(line)
        desk.keys("Enter")
    desk.see(r"\(2 queued\)> $")
    desk.end_server(signal.SIGKILL)
    desk.see(r"\(2 queued, disconnected\)> $")
    desk.serve(desk.port)
    desk.see(r"^The list is open again, with its 2 writes.*\n.*\(2 queued\)> $")
    desk.type("COMMIT")
    desk.keys("Enter")
    desk.see(r"created=2(.*\n)*.*1> $")
    payments = desk.ask("LOOKUP HISTORY A-1").count("\tpayment\t")
    assert payments == 2, payments


def edits_what_is_wide_and_what_combines(desk):
    desk.open()
    desk.type("NOTE GENERAL A-1 -- o\u0302é日本e\u0301xe\u0301")
    # What is said above it has the line drawn anew, with its marks.
    desk.see("-- o\u0302é日本e\u0301xe\u0301$")
    desk.keys("BSpace")
    desk.see("-- o\u0302é日本e\u0301x$")
    desk.keys("Left", "BSpace", "BSpace")
    desk.see("-- o\u0302é日x$")
    desk.keys("Left", "DC", "Home", "End", "!")
    desk.see("-- o\u0302éx!$")
    desk.keys("Left", "Left", "Left", "DC", "C-e")
    desk.see("-- o\u0302x!$")
    desk.type("e\u0301")
    desk.keys("C-h", "Enter")
    desk.see(r"201 CREATED")
    told = desk.ask("LOOKUP NOTES A-1")
    assert "\to\u0302x!\t" in told, told


def watches_until_it_is_told_to_stop(desk):
    desk.open()
    desk.type("\\watch 1 LOOKUP INVOICE INV-1")
    desk.keys("Enter")
    desk.see(r"(Every 1 s: .*\n(.*\n)*){3}")
    desk.keys("C-c")
    desk.see(r"> $")
    desk.type("\\watch 1 POST PAYMENT A-1 1.00")
    desk.keys("Enter")
    desk.see(r"^That may write")
    desk.type("\\r")
    desk.keys("Enter")
    desk.see(r"> \\r\nLOOKUP INVOICE INV-1\n(.*\n)*.*> $")


def runs_fifty_lines_that_are_pasted(desk):
    for marks in ([], ["-p"]):
        desk.open()
        lines = "".join(f"POST CHARGE A-1 1.00 kind=late ref=p{marks}{n}\n".replace("[", "")
                        .replace("]", "").replace("'", "") for n in range(50))
        desk.tmux("load-buffer", "-", input=lines)
        desk.tmux("paste-buffer", *marks)
        desk.see(r"ref=p\S*49\n(.*\n)*.*> $")
        count = desk.ask("LOOKUP HISTORY A-1").count("\tcharge\t")
        assert count == (100 if marks else 50), (marks, count)
        desk.shut()


def follows_the_size_of_the_terminal(desk):
    desk.open()
    desk.type("LOOKUP INVOICE INV-1")
    desk.tmux("resize-window", "-x", "60", "-y", "20")
    desk.keys("Enter")
    desk.see(r"> LOOKUP INVOICE INV-1\n(.*\n)*.*> $")
    assert max(map(len, desk.screen().splitlines())) <= 60


def pages_what_is_longer_than_the_screen(desk):
    desk.environment["PAGER"] = "less -SRFX"
    desk.open()
    desk.type("HELP")
    desk.keys("Enter")
    desk.see(r"^:$")
    desk.keys("q")
    desk.see(r"> $")
    desk.type("PING")
    desk.keys("Enter")
    desk.see(r"PING\n200 PONG|PING\n.*200")


def corrects_and_edits(desk):
    script = desk.path("editor")
    with open(script, "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\nsed -i 's/INV-9/INV-1/' \"$1\"\n")
    os.chmod(script, 0o700)
    desk.environment["EDITOR"] = script
    desk.open()
    desk.type("lokup account A-1")
    desk.keys("Enter")
    desk.see(r"^  type: LOOKUP account A-1")
    desk.keys("Up")
    desk.see(r"> LOOKUP account A-1$")
    desk.keys("C-u")
    desk.type("\\e LOOKUP INVOICE INV-9")
    desk.keys("Enter")
    desk.see(r"> LOOKUP INVOICE INV-1$")
    desk.type("\x15\\o " + desk.path("told"))
    desk.keys("Enter")
    desk.see("also written")
    desk.type("LOOKUP ACCOUNT A-1")
    desk.keys("Enter")
    desk.see(r"Jane Doe(.*\n)*.*> $")
    desk.type("\\o")
    desk.keys("Enter")
    desk.see("not written any more")
    told = open(desk.path("told"), encoding="utf-8").read()
    assert "Jane Doe" in told and "\x1b" not in told, told


def is_plain_where_it_must_be(desk):
    for settings in ({"TERM": "dumb"}, {"PIPEROLL_PLAIN": "1"}):
        desk.environment.update({"TERM": "screen", **settings})
        desk.open()
        desk.type("LOOKUP ACCOUNT A-1")
        desk.keys("Enter")
        desk.see(r"Jane Doe(.*\n)*.*> $")
        desk.type("\\?")
        desk.keys("Enter")
        desk.see(r"there is no history")
        desk.shut()
    desk.environment = {"TERM": "screen", "PAGER": "cat", "NO_COLOR": "1"}
    desk.open()
    desk.type("LOOKUP ACCOUNT A-1")
    desk.keys("Enter")
    desk.see(r"Jane Doe(.*\n)*.*> $")
    styled = desk.tmux("capture-pane", "-p", "-e")
    assert "\x1b[2m" not in styled, styled


def call(desk, state, number="2125550147", name="1"):
    """What a telephone says of a call to us."""
    told = desk.ask(f"CALL {number} state={state} id={name}")
    assert " told=" in told, told


def shows_who_calls_until_it_is_noted(desk):
    desk.ask("POST CONTACT A-1 role=debtor name=\"Jane Doe\" mobile=2125550147")
    call(desk, "ringing")
    # It rang before anybody was there to see it.
    desk.open()
    desk.see(r"^>> Ringing: \+12125550147; A-1 Jane Doe(.*\n)+.*1> $")
    desk.type("NOTE GENERAL A-1 -- half")
    desk.keys("Left", "Left", "C-o")
    desk.see(r"1> LOOKUP NEXT account=A-1\n(.*\n)+.*1> NOTE GENERAL A-1 -- half$")
    desk.keys("C-u")
    call(desk, "answered")
    call(desk, "ended")
    desk.see(r"^>> Ended after 1 min: (.*\n)+.*1> $")
    desk.keys("C-l", "C-o")
    desk.see(r"1> NOTE CALL A-1 \+12125550147 ")
    desk.type("rp")
    desk.keys("Enter")
    desk.see(r"^201 CREATED (.*\n)+.*1> $")
    desk.keys("C-o")
    desk.type("PING")
    desk.keys("Enter")
    desk.see(r"1> PING$")


def knows_a_call_again_after_a_restart(desk):
    desk.open()
    goes_on = (("answered", "2125550147", "1"), ("ringing", "2125550148", "2"))
    for said in goes_on:
        call(desk, *said)
    desk.see(r"^>> Ringing: (.*\n)+.*1> $")
    desk.end_server(signal.SIGKILL)
    desk.see(r"\(disconnected\)> $")
    desk.serve(desk.port)
    desk.see(r"^Connected again(.*\n)+.*1> $")
    # The telephone says it again, to a server that knows of no call; then somebody calls anew.
    for said in (*goes_on, ("ringing", "2125550148", "3")):
        call(desk, *said)
    call(desk, "answered", "2125550148", "3")
    shown = desk.see(r"^>> On the line: \+12125550148(.*\n)+.*1> $")
    assert shown.count(">> On the line: +12125550147") == 1, shown
    assert shown.count(">> Ringing: +12125550148") == 2, shown


def takes_what_is_pasted_as_it_is(desk):
    desk.open()
    rows = "account\tinvoice\tamount\tdue\nA-1\tI-8\t5.00\t\nA-1\tI-9\t6.00\t2027-01-31\n.\n"
    desk.tmux("load-buffer", "-", input="POST INVOICE mode=each <<\n" + rows)
    desk.tmux("paste-buffer", "-p", "-r")
    desk.see(r"created=2(.*\n)*.*1> $")
    assert "I-9\t" in desk.ask("LOOKUP ACCOUNT A-1")
    # What would be a key is a character: the server says that it takes none.
    desk.type("PING")
    desk.keys("Enter")
    desk.tmux("load-buffer", "-", input="NOTE GENERAL A-1 -- a\x1b[Ab\tc")
    desk.tmux("paste-buffer", "-p", "-r")
    desk.see(r"> NOTE GENERAL A-1 -- a\^\[\[Ab +c$")
    desk.keys("Enter")
    desk.see(r"control")


def breaks_its_sentences_between_words(desk):
    for columns in (80, 34):
        desk.size = (columns, 50)
        desk.open()
        desk.type("\\?")
        desk.keys("Enter")
        desk.see(r"at\s+the\s+next\s+prompt\.\n(.*\n)*.*> $")
        desk.type("\\watch 5 POST PAYMENT A-1 1.00")
        desk.keys("Enter")
        shown = desk.see(r"^That may write(.*\n)+.*> $")
        for word in ("comes", "history,", "searches", "repeated.", "look-up"):
            assert re.search(rf"(^|\s){re.escape(word)}(\s|$)", shown), (columns, word, shown)
        desk.type("NOTE GENERAL A-1 -- a line that is longer than a narrow terminal is wide")
        desk.keys("Home", "Tab", "End", "!")
        desk.see(r"is(\n)? ?(\n)?wide!$")
        desk.shut()


CHECKS = [
    completes_verbs_kinds_keys_and_values, completes_accounts, keeps_a_history_without_secrets,
    keeps_the_line_while_the_server_speaks, comes_back_after_a_restart,
    says_what_became_of_what_was_sent, opens_a_list_again, edits_what_is_wide_and_what_combines,
    watches_until_it_is_told_to_stop, runs_fifty_lines_that_are_pasted,
    shows_who_calls_until_it_is_noted, knows_a_call_again_after_a_restart,
    takes_what_is_pasted_as_it_is, breaks_its_sentences_between_words,
    follows_the_size_of_the_terminal, pages_what_is_longer_than_the_screen, corrects_and_edits,
    is_plain_where_it_must_be,
]


def main():
    try:
        ctypes.CDLL("libedit.so.2")
    except OSError:
        print("skipped: libedit.so.2 is missing")
        return 77
    if not shutil.which("tmux"):
        print("skipped: tmux is missing")
        return 77
    if sys.argv[1:] == ["try"]:
        return 0
    # Whoever starts this may have SIGCHLD blocked; a tmux that has it so never ends.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    failures = 0
    for check in CHECKS:
        if sys.argv[1:] and check.__name__ not in sys.argv[1:]:
            continue
        desk = Desk()
        try:
            check(desk)
            print(f"ok {check.__name__}")
        except (AssertionError, subprocess.SubprocessError) as error:
            failures += 1
            print(f"FAILED {check.__name__}: {error}")
        finally:
            desk.close()
    return 1 if failures else 0


sys.exit(main())
