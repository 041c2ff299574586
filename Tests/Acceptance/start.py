"""Starts a fresh server for a transcript, as Protocol/conformance/server.py asks for one.

Takes the programs from PIPEROLLD and PIPEROLL. The time is kept with libfaketime (Debian's package
faketime): without it only transcripts without days in them can be run. Loopback only.
"""

import datetime
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIBRARIES = "/usr/lib/*/faketime/libfaketime.so.1"
# The library changes the environment of the first process that it is in, and a Swift program finds
# its arguments by that.
PREFIX = ["env"]
START_SECONDS = 60
OPTIONS = {
    "sessions": ["--sessions-per-user"], "strangers": ["--connections-before-login"],
    "connections": ["--connections"], "user-logins": ["--logins-per-user"],
    "reports": ["--reports-per-second", "1", "--reports-in-burst"],
    "script-reports": ["--script-reports-per-second", "1", "--script-reports-in-burst"],
}


class Cannot(Exception):
    pass


def check_programs():
    """Without the programs no transcript can be run: then it ends, and says what to set."""
    names = ("PIPEROLLD", "PIPEROLL")
    if not all(shutil.which(os.environ.get(name, "")) for name in names):
        sys.exit("start.py: set PIPEROLLD and PIPEROLL to the paths of piperolld and piperoll, "
                 "the server and the client")


class Start:
    def __init__(self, wanted, folder):
        self.wanted = wanted
        self.folder = folder
        self.data = folder / "data"
        self.process = None
        self.hours = 0
        self.clock = folder / "clock"
        self.environment = dict(os.environ)
        libraries = sorted(Path("/").glob(LIBRARIES[1:]))
        if libraries:
            self.environment.update(
                LD_PRELOAD=str(libraries[0]), FAKETIME_TIMESTAMP_FILE=str(self.clock),
                FAKETIME_NO_CACHE="1", FAKETIME_DONT_FAKE_MONOTONIC="1", TZ="UTC")
        elif wanted["needs-time"]:
            raise Cannot("the day 2026-11-23: there is no libfaketime here")
        self.set_clock()
        if wanted["user"] != "admin":
            raise Cannot(f"a first user who is {wanted['user']}: piperolld makes an administrator")
        if "room" in wanted["moves"]:
            raise Cannot("a disk that is full")
        self.options = []
        for name, value in wanted["server"].items():
            if name not in OPTIONS:
                raise Cannot(f"settings: {name}={value}")
            self.options += OPTIONS[name] + [value]

    def set_clock(self):
        begin = datetime.datetime.fromisoformat(self.wanted["time"].rstrip("Z"))
        moment = begin + datetime.timedelta(hours=self.hours)
        self.clock.write_text(f"{moment:%Y-%m-%d %H:%M:%S}\n")

    def run(self, *words, **options):
        return subprocess.run(
            [*PREFIX, os.environ["PIPEROLLD"], *words], check=True, stdout=subprocess.DEVNULL,
            env=self.environment, timeout=START_SECONDS, **options)

    def serve(self):
        port = self.folder / "port"
        port.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [*PREFIX, os.environ["PIPEROLLD"], "serve", str(self.data), "--port", "0",
             "--port-file", str(port), *self.options],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=self.environment)
        end = time.monotonic() + START_SECONDS
        while not (port.exists() and port.read_text().strip()):
            if self.process.poll() is not None or time.monotonic() > end:
                raise Cannot("a server: piperolld does not start")
            time.sleep(0.01)
        return f"127.0.0.1:{port.read_text().strip()}"

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(START_SECONDS)
            self.process = None

    def file(self, name):
        return str(self.data / name)

    def begin(self):
        password = self.wanted["password"] + "\n"
        self.run("init", str(self.data), "--password-fd", "0", input=password.encode())
        made = [user for user in self.wanted["made"] if user != "admin"]
        if self.wanted["book"]:
            self.send(self.serve(), self.wanted["book"])
            self.stop()
        for user in made:
            role = "admin" if user == "second" else user
            self.run("user", str(self.data), user, "--role", role)
        for user in self.wanted["users"]:
            if user != "admin" and user not in made:
                self.run("certificate", str(self.data), user)
        address = self.serve()
        if self.wanted["book"] or made:
            # What the book begins with was said in session 1.
            self.send(address, ["PING"])
        return {
            "address": address, "cacert": self.file("server.pem"),
            "certificates": {user: [self.file(f"{user}.pem"), self.file(f"{user}.key")]
                             for user in [*self.wanted["users"], "admin"]}}

    def send(self, address, lines):
        subprocess.run(
            [os.environ["PIPEROLL"], "--url", f"piperolls://{address}", "--cacert",
             self.file("server.pem"), "--cert", self.file("admin.pem"), "--key",
             self.file("admin.key")],
            input="\n".join(lines) + "\n", text=True, check=True, stdout=subprocess.DEVNULL,
            timeout=START_SECONDS)

    def move(self, word):
        if word == "stop":
            self.stop()
        elif word in ("day", "hour") and "LD_PRELOAD" in self.environment:
            self.hours += 24 if word == "day" else 1
            self.set_clock()
        else:
            return "cannot"
        return "ok"


def say(what):
    print(what, flush=True)


def main():
    check_programs()
    folder = Path(tempfile.mkdtemp(prefix="piperoll-start-"))
    start = None
    try:
        start = Start(json.loads(sys.stdin.readline()), folder)
        say(json.dumps(start.begin()))
        for line in sys.stdin:
            say(start.move(line.strip()))
    except Cannot as reason:
        say(json.dumps({"cannot": str(reason)}))
    finally:
        if start:
            start.stop()
        shutil.rmtree(folder, ignore_errors=True)


main()
