"""Requests to one service: bounded in time, size and number, to its own host alone, never redirected.

What is not an answer becomes an `UnansweredError` with words for the report; the library's own wording is not shown.
"""

from __future__ import annotations

import threading
import time
import weakref
import zlib
from collections.abc import Callable, Mapping
from datetime import datetime
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from checker.classes import dataclass, field
from checker.web.address import Address
from checker.web.exchange import Reply, Request, UnansweredError
from checker.web.failures import moment, not_reached, other_time, refusal, too_large, unanswered
from checker.web.token import Token

if TYPE_CHECKING:
    import ssl

    import httpx

ATTEMPTS = 4
"""How often one request is sent at most."""

SECONDS = 30.0
"""What one answer may take, in seconds."""

PATIENCE = 120.0
"""Seconds that a run waits in all before it sends something again."""

ANSWERS = 900.0
"""Seconds that all answers of a run may take together."""

APART = 300.0
"""Seconds by which two clocks may differ."""

PACKED = "gzip"
"""How an answer may be packed."""

LARGEST = 32 * 1024 * 1024
"""Bytes of an answer that are read at most, unpacked."""


@dataclass(slots=True, weakref_slot=True)
class Transport:
    """A connection to one service, opened when it is first used.

    headers: sent with everything, the token's among them. proxy: the address of a proxy, empty for none.
    wait: sleeps for seconds. tell: is told when there is something to wait for. seconds: what one answer may take.
    clock: see `Access`. sent: how many requests went out. date: the `Date` header of the last answer. waited: seconds,
    so far. answering, failing: seconds that all exchanges took so far, and those of them that gave no answer.
    """

    address: Address
    token: Token
    headers: Mapping[str, str] = field(repr=False)
    proxy: str = field(default="", repr=False)
    wait: Callable[[float], None] = time.sleep
    tell: Callable[[str], None] = lambda _: None
    seconds: float = SECONDS
    sent: int = 0
    date: str = ""
    waited: float = 0.0
    clock: Callable[[], datetime] | None = None
    answering: float = 0.0
    failing: float = 0.0
    _client: httpx.Client | None = field(default=None, repr=False)

    def send(self, request: Request) -> Reply:
        """The answer, whatever it says about what was asked. Raises UnansweredError when there is none to be had."""
        host = self.address.host
        if not self.address.is_home_of(request.url):
            raise unanswered("unreachable", f"that is at another address than {host}", "check the address")
        attempt = 1
        while True:
            if self.answering > ANSWERS:
                raise unanswered("unreachable", f"{host} takes more than {ANSWERS:.0f} s for its answers")
            try:
                return self._try(request)
            except UnansweredError as error:
                if self.failing > self.seconds:
                    # Whoever keeps silent for so long is not asked for less either.
                    raise UnansweredError(error.missing) from None
                pause = float(2 ** (attempt - 1)) if error.pause is None else error.pause
                useless = not error.again or (error.heavy and request.divisible)
                if useless or attempt == ATTEMPTS or self.waited + pause > PATIENCE:
                    raise
            self._pause(pause)
            attempt += 1

    def _pause(self, seconds: float) -> None:
        self.tell(f"waiting {seconds:.0f} s for {self.address.host}")
        self.waited += seconds
        self.wait(seconds)

    def _try(self, request: Request) -> Reply:
        import httpx

        self.sent += 1
        begun = time.monotonic()
        try:
            reply = self._in_time(request)
        except (httpx.RequestError, httpx.StreamError) as error:
            self.failing += time.monotonic() - begun
            raise not_reached(self.address.host, error, self.seconds) from None
        finally:
            self.answering += time.monotonic() - begun
        self.date = reply.headers.get("date", self.date)
        failure = refusal(reply, self.address.host, self.token.origin) or self._other_time()
        if failure is not None:
            raise failure
        return reply

    def _other_time(self) -> UnansweredError | None:
        """Why an answer is of no use where the service has another time than this machine, which says the day."""
        theirs = moment(self.date)
        if self.clock is None or theirs is None:
            return None
        apart = abs((self.clock() - theirs).total_seconds())
        return other_time(self.address.host, apart) if apart > APART else None

    def _in_time(self, request: Request) -> Reply:
        """The reply, with one end to all of it: looking up the address, the headers, the body.

        A library has an end for each wait by itself, and whoever sends one byte every few seconds reaches none of
        these. So another thread does the waiting, and is left behind.
        """
        import httpx

        found: SimpleQueue[Reply | Exception] = SimpleQueue()
        client = self._opened()

        def exchange() -> None:
            try:
                found.put(self._exchange(client, request))
            except Exception as error:  # noqa: BLE001  it is raised where it is waited for
                found.put(error)

        threading.Thread(target=exchange, daemon=True).start()
        try:
            reply = found.get(timeout=self.seconds)
        except Empty:
            self._client = None
            client.close()
            raise httpx.ReadTimeout("the deadline has passed") from None
        if isinstance(reply, Exception):
            raise reply
        return reply

    def _exchange(self, client: httpx.Client, request: Request) -> Reply:
        kind = {"content-type": "application/json"} if request.body is not None else {}
        method = "GET" if request.body is None else "POST"
        with client.stream(method, request.url, content=request.body, headers=kind) as response:
            data = self._body(response)
            headers = {name.lower(): self._blotted(value) for name, value in response.headers.items()}
            return Reply(response.status_code, headers, self.token.blot(data))

    def _body(self, response: httpx.Response) -> bytes:
        """What an answer holds, unpacked no further than it may be large.

        A library unpacks every piece as a whole, and what is packed twice makes gigabytes out of one.
        """
        import httpx

        packed = response.headers.get("content-encoding", "identity").strip().lower()
        if packed not in ("identity", PACKED):
            said = f"{self.address.host} packs its answer as `{packed[:40]}`, which is not what it was asked for"
            raise unanswered("malformed", said, "check the address")
        data, unpack = bytearray(), zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            for chunk in response.iter_raw():
                data += chunk if packed != PACKED else unpack.decompress(chunk, LARGEST + 1 - len(data))
                if len(data) > LARGEST:
                    raise too_large(self.address.host, LARGEST)
        except zlib.error:
            raise httpx.DecodingError("it cannot be unpacked") from None
        if packed == PACKED and not unpack.eof:
            raise httpx.DecodingError("it is cut off")
        return bytes(data)

    def _blotted(self, text: str) -> str:
        return self.token.blot(text.encode("utf-8", "replace")).decode("utf-8", "replace")

    def _opened(self) -> httpx.Client:
        """A client that takes nothing from its surroundings: no proxy, no `.netrc`, no redirects."""
        import httpx

        if self._client is None:
            self._client = httpx.Client(
                headers={"accept-encoding": PACKED, **self.headers},
                timeout=httpx.Timeout(self.seconds, connect=self.seconds / 3),
                follow_redirects=False,
                trust_env=False,
                verify=_trusted(),
                proxy=self.proxy or None,
            )
            weakref.finalize(self, self._client.close)
        return self._client


def _trusted() -> ssl.SSLContext:
    """The certificates of the machine (`SSL_CERT_FILE` counts) and those that Python's packages bring along."""
    import ssl

    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
