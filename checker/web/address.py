"""Addresses of services: which ones a token may be sent to."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import quote, urlsplit

from checker.classes import dataclass
from checker.errors import UsageError
from checker.patterns import regex

_PORTS = {"https": 443, "http": 80}
_LABEL = "[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?"
_NAME = regex(rf"{_LABEL}(?:\.{_LABEL})*")
_PLAIN = regex(r"[!-~]+", re.ASCII)
_PARTING = frozenset("\\?#")


@dataclass(frozen=True, slots=True)
class Address:
    """The base of a service (`https://api.github.com/graphql`), without a slash at its end.

    origin: scheme, host and port, as a comparison needs them.
    """

    url: str
    origin: tuple[str, str, int]

    @property
    def host(self) -> str:
        """The host as people write it, with its port where that is not the usual one."""
        scheme, name, port = self.origin
        return name if port == _PORTS[scheme] else f"{name}:{port}"

    def below(self, *names: str | int) -> str:
        """The URL of something below; every name is one step, whatever is in it."""
        return "/".join([self.url, *(quote(str(name), safe="") for name in names)])

    def is_home_of(self, url: str) -> bool:
        """Whether a URL leads to the same scheme, host and port, so that the token may go there too."""
        try:
            return read_address(url.partition("?")[0], "a link").origin == self.origin
        except UsageError:
            return False


def read_address(url: str, named: str) -> Address:
    """An address that a token may be sent to. named: where it was given, for messages (`GITHUB_API_URL`).

    Raises UsageError for one that is none, that carries a password, or that would send the token over the network in
    the clear.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    is_plain = _PLAIN.fullmatch(url) is not None and not _PARTING & set(url)
    if not is_plain or parts.scheme not in _PORTS or port == 0 or not host or not _is_host(host):
        raise UsageError(f"{named}: is no address such as `https://api.github.com`")
    if parts.username is not None or parts.password is not None:
        raise UsageError(f"{named}: has a name or password in it; give the token in another way")
    if parts.scheme == "http" and not is_loopback(host):
        raise UsageError(f"{named}: leads to {host} over http, where anybody can read the token; use https")
    return Address(url.rstrip("/"), (parts.scheme, host, port or _PORTS[parts.scheme]))


def _is_host(host: str) -> bool:
    """Whether a host is a name of labels or an address, so that everybody who reads it reads the same."""
    try:
        return ipaddress.ip_address(host).version in (4, 6)
    except ValueError:
        return _NAME.fullmatch(host) is not None


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def checked_proxy(url: str) -> str:
    """The address of a proxy. Raises UsageError when it is none; the message does not quote it, for its password."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable:
        raise UsageError("--proxy: is no address such as `http://proxy.example.org:3128`")
    return url
