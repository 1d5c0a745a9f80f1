"""Trackers that never finish what they say, or live at another time: there is one end to it, and nothing passes."""

from __future__ import annotations

import gzip
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bounded import IMPORTS, bounded, small_house

from checker.model.issues import IssueRef, Missing
from checker.trackers.github import connect as github
from checker.trackers.github.tracker import GitHub
from checker.web.access import Access
from checker.web.token import Token

TOKEN = "ghp_f4k3T0k3nTh4tMustNeverBeSeen"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"
POLICY = """\
version: 1
policy: small
tracker: {github: acme/house}
criteria:
  - {id: closed, for_each: {issue: {numbers: [1]}}, require: {state: closed}}
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    root = small_house(tmp_path)
    (root / "policy.yaml").write_text(POLICY)
    return root


@contextmanager
def speaking(speak: Callable[[socket.socket, threading.Event], None]) -> Iterator[str]:
    """A server on loopback that says to whoever asks what `speak` sends, until it is told to stop; its address."""
    stop = threading.Event()
    asked = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while not stop.is_set():
            try:
                connection, _ = asked.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                try:
                    speak(connection, stop)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{asked.getsockname()[1]}"
    finally:
        stop.set()
        asked.shutdown(socket.SHUT_RDWR)
        asked.close()
        thread.join()


def drip(connection: socket.socket, stop: threading.Event, data: bytes = b"x") -> None:
    while not stop.wait(0.02):
        connection.sendall(data)


def dripped_headers(connection: socket.socket, stop: threading.Event) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    drip(connection, stop, b"x-more: y\r\n")


def dripped_body(connection: socket.socket, stop: threading.Event) -> None:
    connection.sendall(HEAD)
    drip(connection, stop)


def silence(_: socket.socket, stop: threading.Event) -> None:
    stop.wait()


def tracker(url: str) -> GitHub:
    addresses = github.github_addresses({"GITHUB_API_URL": url})
    made = github.connect(addresses, "acme/house", Token(TOKEN, "GH_TOKEN"), Access())
    made.api.transport.seconds = 0.3
    return made


@pytest.mark.parametrize("speak", [dripped_headers, dripped_body, silence])
def test_whoever_never_finishes_is_given_up_once(speak: Callable[[socket.socket, threading.Event], None]) -> None:
    with speaking(speak) as url:
        asked = tracker(url)
        refs = [IssueRef("", n) for n in range(1, 500)]
        answers = asked.answer(refs, [])
    kinds = {one.kind if isinstance(one, Missing) else "known" for one in answers.issues.values()}
    assert (kinds, asked.api.transport.sent) == ({"unreachable"}, 1)


HTTP = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"


@pytest.mark.parametrize(
    ("headers", "body", "said"),
    [
        (b"Content-Encoding: gzip", gzip.compress(bytes(40 << 20)), "answers with more than 32 MiB"),
        (
            b"Content-Encoding: gzip, gzip",
            gzip.compress(gzip.compress(bytes(1 << 20))),
            "packs its answer as `gzip, gz",
        ),
        (b"Content-Encoding: gzip", gzip.compress(b"{}")[:-9], "breaks off"),
        (b"Content-Encoding: gzip", b"{}", "breaks off"),
        (b"Date: Fri, 31 Dec 9999 23:59:59 -2359", b"{}", "has no `data`"),
    ],
    ids=["packed", "packed twice", "cut off", "not packed", "a day that there is not"],
)
def test_answer_that_is_made_to_hurt_decides_nothing(headers: bytes, body: bytes, said: str) -> None:
    def speak(connection: socket.socket, _: threading.Event) -> None:
        connection.sendall(HTTP + headers + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

    with speaking(speak) as url:
        asked = tracker(url)
        asked.api.transport.seconds = 20
        asked.api.transport.wait = lambda _: None
        found = asked.answer([IssueRef("", 1)], []).issues[IssueRef("", 1)]
    assert isinstance(found, Missing)
    assert (found.decided, said in found.message) == (False, True), found


def other_day(connection: socket.socket, _: threading.Event) -> None:
    date = b"Sun, 26 Jul 2020 10:00:00 GMT"
    connection.sendall(b"HTTP/1.1 200 OK\r\nDate: " + date + b"\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")


def test_tracker_of_another_day_decides_nothing(house: Path) -> None:
    with speaking(other_day) as url:
        environment = {**IMPORTS, "GITHUB_API_URL": url, "GH_TOKEN": TOKEN, "GITHUB_SERVER_URL": "https://github.com"}
        run = ("check", ".", "--policy", "policy.yaml", "--format", "json")
        ran = bounded(house, *run, environment=environment)
        told = bounded(house, *run, "--as-of", "2020-07-26", environment=environment)
    assert (ran.code, told.code) == (3, 3)
    days = (datetime.now(UTC) - datetime(2020, 7, 26, 10, tzinfo=UTC)).days
    (seen,) = json.loads(ran.out)["criteria"][0]["observations"]
    assert f"{days} days apart" in seen["message"] or f"{days + 1} days apart" in seen["message"]
    assert seen["hint"] == "set the clock, or say with --as-of which day is judged"
    assert "apart" not in told.out
