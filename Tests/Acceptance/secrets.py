#!/usr/bin/env python3
"""Looks for a password in the memory of init, of a server that it logs in to, and of the client, by
/proc/PID/mem as root; and whether the server's own user could look, too.

    PIPEROLLD=.build/debug/piperolld PIPEROLL=.build/debug/piperoll Tests/Acceptance/secrets.py

Exit 0: it is nowhere; 1: it is, or others may look; 77: this machine does not allow the look."""
import fcntl, os, socket, ssl, subprocess, sys, tempfile, time

if os.geteuid() != 0:
    sys.exit(77)
program, client = os.environ["PIPEROLLD"], os.environ["PIPEROLL"]
# The user of the server and the client: nobody, who has no right to look into root's processes.
USER = 65534
# The number of write(2), in x86-64 and in what came after it.
WRITE = "1" if os.uname().machine == "x86_64" else "64"
password = os.urandom(12).hex()
# So that it is also taken out of a text with an escape in it.
escaped = password + '\\"'


def hits(pid):
    """Where the first half of the password is, once for each time: no piece of it may be left."""
    found = []
    for line in open(f"/proc/{pid}/maps"):
        words = line.split()
        first, last = (int(part, 16) for part in words[0].split("-"))
        if "r" not in words[1] or "[v" in line:
            continue
        with open(f"/proc/{pid}/mem", "rb", 0) as memory:
            memory.seek(first)
            try:
                held = memory.read(last - first)
            except OSError:
                continue
        found += [line.strip()] * held.count(password[:12].encode())
    return found


def connect(port):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context.wrap_socket(socket.create_connection(("127.0.0.1", port)))


def answers(connection, count):
    received = b""
    while received.count(b"\n") < count:
        received += connection.recv(65536)
    return received


def line_of(text):
    """A descriptor from which a line can be read, and no more."""
    reading, writing = os.pipe()
    os.write(writing, text.encode() + b"\n")
    os.close(writing)
    return reading


def as_user():
    os.setgroups([]), os.setgid(USER), os.setuid(USER)


def waits_to_write(pid):
    """Whether a thread of it waits in write(2) for standard output."""
    for task in os.listdir(f"/proc/{pid}/task"):
        # Number of the system call, its arguments; "running" for a thread that is in none.
        try:
            words = open(f"/proc/{pid}/task/{task}/syscall").read().split()
        except (FileNotFoundError, ProcessLookupError):
            continue  # The thread has ended since they were listed.
        if words[0] == WRITE and int(words[1], 16) == 1:
            return True
    return False


def init(desk):
    """Runs init; where it prints, it has to wait, and its memory is looked at."""
    full, stuffed = os.pipe()
    room = fcntl.fcntl(stuffed, fcntl.F_SETPIPE_SZ, 4096)
    os.write(stuffed, b"x" * room)
    fd = line_of(password + '"')
    process = subprocess.Popen([program, "init", desk, "--password-fd", str(fd)],
                               pass_fds=[fd], stdout=stuffed)
    os.close(stuffed), os.close(fd)
    while not waits_to_write(process.pid):
        assert process.poll() is None, "init ended"
        time.sleep(0.01)
    found = hits(process.pid)
    while os.read(full, 4096):
        pass
    assert process.wait() == 0, "init failed"
    return found


def serve(desk, port_file):
    process = subprocess.Popen(
        [program, "serve", desk, "--port", "0", "--port-file", port_file],
        stderr=subprocess.DEVNULL, preexec_fn=as_user)
    while not os.path.exists(port_file):
        assert process.poll() is None, "the server ended"
        time.sleep(0.01)
    return process, int(open(port_file).read())


def log_in(server, port):
    """In the ways in which a password can come: whole, in pieces, amid others, never as a whole,
    twice, and in lines that are refused."""
    login = f'AUTH admin password="{escaped}"\r\n'.encode()
    whole, pieces, amid, unfinished = (connect(port) for _ in range(4))
    whole.sendall(login)
    assert answers(whole, 1).startswith(b"200 "), "the login failed"
    for start in range(0, len(login), 5):
        pieces.sendall(login[start:start + 5])
    amid.sendall(b"HELLO\r\n" * 3 + login + b"PING\r\n" * 50)
    unfinished.sendall(b"HELLO\r\n" + login[:-4])
    answers(pieces, 1), answers(amid, 54), answers(unfinished, 1)
    unfinished.close()
    whole.sendall(f'ADMIN USER maria role=viewer password="{escaped}"\r\n'.encode())
    assert answers(whole, 1).startswith(b"201 "), "no user was made"
    for bad in [f'ADMIN USR maria password="{escaped}"', f'ADMIN USER maria passwrd="{escaped}"',
                f'ADMIN USER maria role=viewer password={escaped} {"x" * 5000}']:
        whole.sendall(bad.encode() + b"\r\n")
        assert answers(whole, 1).startswith(b"5"), "a bad line was taken"
    # What was closed is gone when the server counts the three others alone.
    while b" sessions=3 " not in (whole.sendall(b"ADMIN HEALTH\r\n"), answers(whole, 1))[1]:
        time.sleep(0.05)
    return hits(server.pid), [whole, pieces, amid]


def run_client(port, folder):
    fd = line_of(password + '"')
    process = subprocess.Popen(
        [client, "--cacert", f"{folder}/desk/server.pem", "--password-fd", str(fd),
         "--url", f"piperolls://admin@127.0.0.1:{port}"], pass_fds=[fd], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, preexec_fn=as_user, env={"HOME": folder})
    os.close(fd)
    process.stdin.write(b"PING\n")
    process.stdin.flush()
    assert process.stdout.readline().startswith(b"200 "), "the client has not logged in"
    found = hits(process.pid)
    isHidden = os.stat(f"/proc/{process.pid}/mem").st_uid == 0
    process.stdin.close()
    assert process.wait() == 0, "the client failed"
    return found, isHidden


with tempfile.TemporaryDirectory() as folder:
    desk, bad = f"{folder}/desk", []
    found = {"init": init(desk)}
    for path, folders, files in os.walk(folder):
        for name in [path] + [f"{path}/{name}" for name in files]:
            os.chown(name, USER, USER)
    server, port = serve(desk, f"{folder}/port")
    try:
        found["the server"], open_sessions = log_in(server, port)
        # Not even a process of the same user may look into one that hides its memory: root has it.
        if os.stat(f"/proc/{server.pid}/mem").st_uid != 0:
            bad.append("the server's user may look into its memory")
        # The client keeps it, to log in again; a second one is a copy that nobody overwrites.
        held, isHidden = run_client(port, folder)
        found["the client"] = held[1:]
        if not isHidden:
            bad.append("the client's user may look into its memory")
    finally:
        server.terminate()
        server.wait()
    bad += [f"the password is in the memory of {who}: {line}"
            for who, lines in found.items() for line in lines]
    print("\n".join(bad) or "the password is nowhere, and nobody else may look")
    sys.exit(1 if bad else 0)
