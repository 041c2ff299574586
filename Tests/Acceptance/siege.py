#!/usr/bin/env python3
"""Strangers at a server's door, for siege.sh: who say nothing, who are slow, who guess a password.

  siege.py PORT SECONDS silent=5000 slow=1000 guessing=50

Each group of 50 comes from an address of its own, 127.0.1.1 and on, as they would from a network. A
connection that the server ends is opened again. Prints one line of counts.
"""
import collections, selectors, socket, ssl, struct, sys, threading, time

EACH_ADDRESS = 50  # connections from one address
REOPEN = 0.5  # a stranger waits so many seconds before the next try
PORT, SECONDS = int(sys.argv[1]), float(sys.argv[2])
WANTED = dict((k, int(v)) for k, v in (a.split("=") for a in sys.argv[3:]))
END = time.monotonic() + SECONDS
COUNTS = collections.Counter()
# A first record that never becomes whole: its header says 512 bytes.
HELLO = b"\x16\x03\x01\x02\x00" + b"\x01\x00\x01\xfc\x03\x03"


def address(number):
    """The address that a group's stranger comes from."""
    group = number // EACH_ADDRESS
    return f"127.0.{1 + group // 250}.{1 + group % 250}"


def open_socket(number):
    s = socket.socket()
    s.setblocking(False)
    s.bind((address(number), 0))
    try:
        s.connect(("127.0.0.1", PORT))
    except BlockingIOError:
        pass
    return s


def crowd():
    """Silent and slow connections: one thread, which opens again what was closed."""
    selector = selectors.DefaultSelector()
    silent, slow = WANTED.get("silent", 0), WANTED.get("slow", 0)
    waiting = collections.deque((0.0, n) for n in range(silent + slow))
    slow_ones = {}
    dribble = time.monotonic()
    while time.monotonic() < END:
        now = time.monotonic()
        while waiting and waiting[0][0] <= now:
            _, n = waiting.popleft()
            try:
                s = open_socket(n)
            except OSError:
                COUNTS["refused"] += 1
                waiting.append((now + 1, n))
                break
            COUNTS["opened"] += 1
            selector.register(s, selectors.EVENT_READ, n)
            if n >= silent:
                slow_ones[n] = [s, 0]
            if len(waiting) % 100 == 0:
                break
        if now - dribble > 1:
            dribble = now
            for n, pair in list(slow_ones.items()):
                try:
                    pair[0].send(HELLO[pair[1] : pair[1] + 1] or b"\x00")
                    pair[1] += 1
                except OSError:
                    pass
        for key, _ in selector.select(0.02):
            try:
                data = key.fileobj.recv(4096)
            except OSError:
                data = b""
            if not data:
                COUNTS["closed"] += 1
                selector.unregister(key.fileobj)
                key.fileobj.close()
                slow_ones.pop(key.data, None)
                waiting.append((now + REOPEN, key.data))
    COUNTS["open at the end"] = len(selector.get_map())


def guess(number):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    while time.monotonic() < END:
        try:
            s = socket.create_connection(("127.0.0.1", PORT), 20, (address(20000 + number), 0))
            s = context.wrap_socket(s)
            for n in range(15):
                s.sendall(b'AUTH admin password="guess %d of many"\n' % n)
                answer = s.recv(4096)
                if not answer:
                    break
                COUNTS["guess answered " + answer[:3].decode("ascii", "replace")] += 1
                if time.monotonic() > END:
                    break
                time.sleep(REOPEN)
            s.close()
        except OSError:
            COUNTS["guesser turned away"] += 1
            time.sleep(REOPEN)


threads = [threading.Thread(target=crowd)]
threads += [threading.Thread(target=guess, args=(n,)) for n in range(WANTED.get("guessing", 0))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join(SECONDS + 30)
print(", ".join(f"{v} {k}" for k, v in sorted(COUNTS.items())), flush=True)
