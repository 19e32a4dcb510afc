"""Listening on loopback, a thread for each connection, a port that can be closed for a while."""

from __future__ import annotations

import ipaddress
import select
import socket
import ssl
import threading
import time
from typing import Callable, Optional

from .errors import EndpointError
from .wire import Connection, Disconnected

MAX_CONNECTIONS = 512


def loopback_address(host: str) -> str:
    """The address to listen on; raises EndpointError unless it is a loopback address."""
    if host == "localhost":
        return "127.0.0.1"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        raise EndpointError(f"{host} is not an IP address") from None
    if not address.is_loopback:
        raise EndpointError(f"{host} is not a loopback address, and this endpoint serves no other")
    return host


class Server:
    """Calls ``serve`` with each connection, in a thread of its own."""

    def __init__(
        self,
        host: str,
        port: int,
        serve: Callable[[Connection], None],
        tls: Optional[ssl.SSLContext] = None,
    ) -> None:
        """Listen. ``port`` 0 takes a free one. Raises EndpointError."""
        self._serve = serve
        self._tls = tls
        self._address = loopback_address(host)
        self._family = socket.AF_INET6 if ":" in self._address else socket.AF_INET
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._connections: dict[Connection, threading.Thread] = {}
        self._closed_until = 0.0
        self._close_asked = threading.Event()
        self._closed = threading.Event()
        try:
            # Two sockets are bound to the port, and only one of them listens: while that one is
            # closed the other keeps the port ours, and a connection to it is refused.
            self._keeper = self._bound_socket(port)
            self.port: int = self._keeper.getsockname()[1]
            self._listener: Optional[socket.socket] = self._listening_socket()
        except (OSError, OverflowError) as error:
            raise EndpointError(f"cannot listen on {host}, port {port}: {error}") from None
        self._waker, self._wake = socket.socketpair()
        self._thread = threading.Thread(
            target=self._accept_all, name="direct-connect-endpoint", daemon=True
        )

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Close the port and all connections, and wait for their threads."""
        self._stopping.set()
        self._wake.send(b"x")
        self._thread.join()
        with self._lock:
            open_now = list(self._connections.items())
        for connection, _ in open_now:
            connection.interrupt()
        for _, thread in open_now:
            thread.join(timeout=5.0)
        for sock in (self._keeper, self._waker, self._wake):
            sock.close()

    @property
    def is_closed(self) -> bool:
        """Whether the port is closed for the moment."""
        return self._listener is None

    def close_port(self, seconds: float) -> None:
        """Refuse connections for so long; returns once they are refused.

        Connections that wait for a request are closed too, others after their answer.
        """
        self._closed.clear()
        self._closed_until = time.monotonic() + seconds
        self._close_asked.set()
        self._wake.send(b"x")
        while not self._closed.wait(0.1) and not self._stopping.is_set():
            pass
        with self._lock:
            idle = [connection for connection in self._connections if connection.is_idle]
        for connection in idle:
            connection.interrupt()

    def _bound_socket(self, port: int) -> socket.socket:
        sock = socket.socket(self._family, socket.SOCK_STREAM)
        try:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sock.bind((self._address, port))
        except BaseException:
            sock.close()
            raise
        return sock

    def _listening_socket(self) -> socket.socket:
        sock = self._bound_socket(self.port)
        try:
            sock.listen(128)
        except BaseException:
            sock.close()
            raise
        return sock

    def _accept_all(self) -> None:
        while not self._stopping.is_set():
            if self._close_asked.is_set():
                self._close_asked.clear()
                self._close_listener()
                self._closed.set()
            timeout = None
            if self._listener is None:
                timeout = self._closed_until - time.monotonic()
                if timeout <= 0:
                    self._listener = self._listening_socket()
                    timeout = None
            watched = [self._waker] if self._listener is None else [self._waker, self._listener]
            ready, _, _ = select.select(watched, [], [], timeout)
            if self._waker in ready:
                self._waker.recv(64)
            elif self._listener is not None:
                self._accept_one(self._listener)
        self._close_listener()

    def _close_listener(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def _accept_one(self, listener: socket.socket) -> None:
        try:
            sock, _ = listener.accept()
        except OSError:
            return  # gone before we got to it
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = Connection(sock, self._stopping)
        thread = threading.Thread(target=self._run, args=(connection,), daemon=True)
        with self._lock:
            if len(self._connections) >= MAX_CONNECTIONS:
                connection.reset()
                return
            self._connections[connection] = thread
        thread.start()

    def _run(self, connection: Connection) -> None:
        try:
            if self._tls is not None:
                connection.start_tls(self._tls)
            self._serve(connection)
        except Disconnected:
            pass  # the client's choice, or our stop
        finally:
            connection.close()
            with self._lock:
                del self._connections[connection]
