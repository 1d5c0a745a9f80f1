"""What can go wrong between a question and its answer, in words for the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from checker.model.issues import Missing, MissingKind
from checker.web.exchange import Reply, UnansweredError

if TYPE_CHECKING:
    import httpx

_SLOW = frozenset({502, 504})
"""How a service says that it gave up on a question; half of it may be answered."""

_HINT_LATER = "run it again later, or judge a recording (`closure-check issues fetch -o FILE`, `--issues FILE`)"


def unanswered(
    kind: MissingKind,
    message: str,
    hint: str = _HINT_LATER,
    *,
    again: bool = False,
    pause: float | None = None,
    heavy: bool = False,
) -> UnansweredError:
    """A failure that leaves everything that was asked for undecided. message: what `api.github.com` did."""
    missing = Missing(kind, f"cannot be looked up: {message}", decided=False, hint=hint)
    return UnansweredError(missing, again=again, pause=pause, heavy=heavy)


def not_reached(host: str, error: httpx.RequestError | httpx.StreamError, seconds: float) -> UnansweredError:
    """No answer came, or not all of it."""
    import ssl

    import httpx

    distrust = next((cause for cause in _causes(error) if isinstance(cause, ssl.SSLError)), None)
    if distrust is not None:
        why = getattr(distrust, "verify_message", "") or (distrust.reason or "").lower().replace("_", " ")
        hint = "check the address; for a certificate of your own, name it in SSL_CERT_FILE"
        return unanswered("unreachable", f"no safe connection to {host} ({why or 'TLS fails'})", hint)
    if isinstance(error, httpx.TimeoutException):
        return unanswered("unreachable", f"{host} gives no answer within {seconds:.0f} s", again=True, heavy=True)
    if isinstance(error, httpx.ProxyError):
        return unanswered("unreachable", f"the proxy does not lead to {host}", "check --proxy")
    if isinstance(error, httpx.ConnectError):
        system = next((cause for cause in _causes(error) if isinstance(cause, OSError) and cause.strerror), None)
        why = f" ({(system.strerror or '').lower()})" if system is not None else ""
        hint = f"check the network and the address; {_HINT_LATER}"
        return unanswered("unreachable", f"{host} cannot be reached{why}", hint, again=True)
    return unanswered("truncated", f"{host} breaks off its answer", again=True)


def too_large(host: str, most: int) -> UnansweredError:
    said = f"{host} answers with more than {most // 1024 // 1024} MiB"
    return unanswered("malformed", said, "check the address", heavy=True)


def other_time(host: str, seconds: float) -> UnansweredError:
    """The service has another time than this machine."""
    said = f"the clocks of {host} and of this machine are {_span(seconds)} apart, so that nobody can tell the day"
    return unanswered("unreachable", said, "set the clock, or say with --as-of which day is judged")


def _span(seconds: float) -> str:
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        count = round(seconds / length)
        if count >= 1:
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{seconds:.0f} seconds"


def refusal(reply: Reply, host: str, token_from: str) -> UnansweredError | None:
    """Why a reply is no answer, None when it is one (a redirect and 404 and 410 are: they say where it is not)."""
    status = reply.status
    if 200 <= status < 400 or status in (404, 410):
        return None
    if status in (403, 429) and _is_rate_limit(reply):
        return _rate_limited(reply.headers, host)
    if status == 401:
        hint = f"the token of {token_from} is wrong or expired; give another one"
        return unanswered("forbidden", f"{host} refuses the token", hint)
    if status == 403:
        hint = f"let the token of {token_from} read issues{_single_sign_on(reply)}"
        return unanswered("forbidden", f"{host} refuses access", hint)
    if status >= 500:
        said = f"{host} answers with status {status}"
        return unanswered("unreachable", said, again=True, pause=_asked_to_wait(reply.headers), heavy=status in _SLOW)
    return unanswered("unreachable", f"{host} answers with status {status}", "check the address")


def rate_limited(headers: Mapping[str, str], host: str) -> UnansweredError:
    """The service answers no more questions for a while."""
    return _rate_limited(headers, host)


def _rate_limited(headers: Mapping[str, str], host: str) -> UnansweredError:
    pause = _asked_to_wait(headers)
    now = moment(headers.get("date", ""))
    until = f" until {now + timedelta(seconds=pause):%H:%M} UTC" if pause is not None and now is not None else ""
    hint = f"wait until then, or use a token with a higher limit; {_HINT_LATER}"
    return unanswered(
        "rate_limited", f"{host} answers no more questions{until} (rate limit)", hint, again=True, pause=pause
    )


def _is_rate_limit(reply: Reply) -> bool:
    said = reply.content[:4096].lower()
    headers = reply.headers
    exhausted = "retry-after" in headers or headers.get("x-ratelimit-remaining") == "0"
    return reply.status == 429 or exhausted or b"rate limit" in said


def _asked_to_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds that a service asks to wait, by `Retry-After` (a number or a date) or by when its limit is reset."""
    now = moment(headers.get("date", ""))
    written = headers.get("retry-after", "").strip()
    if written.isascii() and written.isdigit():
        return float(written[:9])
    until = moment(written)
    reset = headers.get("x-ratelimit-reset", "")
    if until is None and headers.get("x-ratelimit-remaining") == "0" and reset.isascii() and reset.isdigit():
        until = datetime.fromtimestamp(min(int(reset[:12]), 4_000_000_000), UTC)
    return max(0.0, (until - now).total_seconds()) if until is not None and now is not None else None


def moment(written: str) -> datetime | None:
    """The moment that an HTTP date names, None for none."""
    try:
        read = parsedate_to_datetime(written)
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _single_sign_on(reply: Reply) -> str:
    return " (authorize it for the organization's single sign-on)" if "x-github-sso" in reply.headers else ""


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what led to it."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
