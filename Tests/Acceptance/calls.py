#!/usr/bin/env python3
"""A desk whose telephones ring: how long from CALL to the console, and whether each finds its own.

    PIPEROLLD=.build/release/piperolld Tests/Acceptance/calls.py [OPERATORS] [CALLS] [SECONDS]

Without numbers 200 operators, 20 calls a second, 60 seconds. Each call rings, is answered and ends;
each state has to be told to the operator who is called, once, in order, and to nobody else. Prints
the times from writing CALL to reading `* CALL`, of which 99 % have to be under 5 ms. Loopback only.
"""
import asyncio
import os
import ssl
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(os.environ.get("PIPEROLLD", ".build/release/piperolld"))
OPERATORS, CALLS, SECONDS = [
    int(sys.argv[place]) if len(sys.argv) > place else usual
    for place, usual in ((1, 200), (2, 20), (3, 60))]
MILLISECONDS_MAX = 5.0
STATES = ("ringing", "answered", "ended")


class Line:
    """A connection of a user."""

    def __init__(self, folder, port, user):
        self.folder, self.port, self.user = folder, port, user

    async def open(self):
        context = ssl.create_default_context(cafile=f"{self.folder}/server.pem")
        context.load_cert_chain(f"{self.folder}/{self.user}.pem", f"{self.folder}/{self.user}.key")
        self.reader, self.writer = await asyncio.open_connection(
            "127.0.0.1", self.port, ssl=context, server_hostname="127.0.0.1")
        return self

    async def ask(self, *lines):
        """Sends all, and gives the last lines of the replies, none of which has a block."""
        self.writer.write("".join(line + "\n" for line in lines).encode())
        replies = [(await self.reader.readline()).decode().rstrip() for _ in lines]
        for line, reply in zip(lines, replies):
            assert reply[0] == "2", f"{line}: {reply}"
        return replies


def certificates(folder):
    for user in ["phone", *(f"u{n}" for n in range(OPERATORS))]:
        subprocess.run([PROGRAM, "certificate", folder, user], check=True, capture_output=True)


async def book(folder, port):
    desk = await Line(folder, port, "admin").open()
    lines = ["ADMIN USER phone role=phone"]
    for n in range(OPERATORS):
        lines += [
            f"ADMIN USER u{n} role=operator", f"POST ACCOUNT A-{n} kind=consumer name=\"Jo {n}\"",
            f"POST CONTACT A-{n} role=debtor name=\"Jo {n}\" mobile=+1212555{n:04}",
            f"POST INVOICE A-{n} I-{n} 100.00", f"POST ASSIGN A-{n} role=third-party"]
    for place in range(0, len(lines), 100):
        await desk.ask(*lines[place:place + 100])


class Operator:
    """What one console is told."""

    def __init__(self, number, line, said, times):
        self.number, self.line, self.said, self.times = number, line, said, times
        self.told = []

    async def listen(self):
        while True:
            text = (await self.line.reader.readline()).decode()
            if not text:
                return
            now = time.perf_counter()
            fields = dict(word.split("=", 1) for word in text.split() if "=" in word)
            if not text.startswith("* CALL "):
                raise AssertionError(f"u{self.number}: {text}")
            assert fields["call"] == f"+1212555{self.number:04}", text
            assert fields.get("account") == f"A-{self.number}", text
            state = fields["state"]
            self.times.append(now - self.said[self.number, len(self.told)])
            self.told.append(state)


async def main():
    folder = tempfile.mkdtemp(prefix="calls-")
    data = os.path.join(folder, "d")
    subprocess.run([PROGRAM, "init", data], check=True, capture_output=True)
    certificates(data)
    port_file = os.path.join(folder, "port")
    server = subprocess.Popen([PROGRAM, "serve", data, "--port", "0", "--port-file", port_file],
                              stderr=subprocess.DEVNULL)
    try:
        while not os.path.exists(port_file) or not open(port_file, encoding="utf-8").read():
            await asyncio.sleep(0.05)
        return await measure(data, int(open(port_file, encoding="utf-8").read()))
    finally:
        server.terminate()
        server.wait()
        subprocess.run(["rm", "-rf", folder], check=False)


async def measure(data, port):
    await book(data, port)
    said, times = {}, []
    operators = []
    for n in range(OPERATORS):
        line = await Line(data, port, f"u{n}").open()
        await line.ask("HELLO PRP/1", "WATCH phone")
        operators.append(Operator(n, line, said, times))
    phone = await Line(data, port, "phone").open()
    listening = [asyncio.create_task(one.listen()) for one in operators]
    expected = [[] for _ in operators]
    start = time.perf_counter()
    steps = CALLS * SECONDS * len(STATES)

    async def replies():
        for _ in range(steps):
            reply = (await phone.reader.readline()).decode()
            assert reply.startswith("200 OK ") and reply.rstrip().endswith(" told=1"), reply

    answered = asyncio.create_task(replies())
    for step in range(steps):
        # The operators in turn: one state of each call in each round.
        call, state = divmod(step, len(STATES))
        n = call % OPERATORS
        # Never ahead of its time, so that the calls come evenly.
        await asyncio.sleep(max(0.0, start + step / (CALLS * len(STATES)) - time.perf_counter()))
        said[n, len(expected[n])] = time.perf_counter()
        expected[n].append(STATES[state])
        phone.writer.write(
            f"CALL +1212555{n:04} to=u{n} state={STATES[state]} id=c-{call} name=Jo\n".encode())
    await answered
    until = time.perf_counter() + 10
    while len(times) < steps and time.perf_counter() < until:
        await asyncio.sleep(0.01)
    for task in listening:
        if task.done() and task.exception():
            raise task.exception()
        task.cancel()
    wrong = [one.number for one, states in zip(operators, expected) if one.told != states]
    milliseconds = sorted(1000 * seconds for seconds in times)

    def part(share):
        return milliseconds[min(len(milliseconds) - 1, int(share * len(milliseconds)))]

    p99 = part(0.99)
    print(f"{OPERATORS} operators, {CALLS} calls a second for {SECONDS} s: {len(times)} of {steps} "
          f"lines told; wrong at {len(wrong)} operators; from CALL to the line: median "
          f"{part(0.5):.2f} ms, 99 % {p99:.2f} ms, longest {milliseconds[-1]:.2f} ms")
    return 0 if not wrong and len(times) == steps and p99 < MILLISECONDS_MAX else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
