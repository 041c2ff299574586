"""A line between a client and a server that can be cut at will: it carries bytes, and knows nothing
of what they say."""
import selectors
import socket
import threading


class Wire:
    """Listens on `port`, and carries each connection to the server's port until it is cut."""

    def __init__(self, server_port):
        self.server_port = server_port
        self._losing = None
        self._stays_cut = self._will_stay = False
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._run, daemon=True).start()

    def lose(self, what, stays=False):
        """The next "request" or "reply" does not arrive, and takes the line with it.

        `stays`: no further connection is carried, until it is mended.
        """
        self._losing, self._stays_cut = what, False
        self._will_stay = stays

    def mend(self):
        """Carries connections again."""
        self._losing, self._stays_cut = None, False

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _run(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if self._stays_cut:
                client.close()
            else:
                threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client):
        try:
            server = socket.create_connection(("127.0.0.1", self.server_port))
        except OSError:
            client.close()
            return
        ends = {client: ("request", server), server: ("reply", client)}
        with selectors.DefaultSelector() as ready, client, server:
            for end in ends:
                ready.register(end, selectors.EVENT_READ)
            while True:
                for key, _ in ready.select():
                    what, other = ends[key.fileobj]
                    try:
                        data = key.fileobj.recv(65536)
                        if not data:
                            return
                        if self._losing == what:
                            self._losing, self._stays_cut = None, self._will_stay
                            return
                        other.sendall(data)
                    except OSError:
                        return
