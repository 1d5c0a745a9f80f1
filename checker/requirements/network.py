"""Requirements on addresses of networks."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import ClassVar

from checker.classes import dataclass
from checker.model.evidence import Reason, absent
from checker.model.kinds import Requirement, Scope
from checker.model.language import Operand
from checker.model.observation import Observation, as_read_otherwise, lacking, not_met
from checker.model.record import Subject
from checker.text.shown import alternatives, compared, quoted
from checker.values.resolved import resolved

_WHAT = "an address or CIDR block, such as `10.1.0.0/16` or `fd00::1`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Within(Requirement):
    """The value is an address or a CIDR block of IPv4 or IPv6, all of which lies in one of these networks.

    `::ffff:10.0.0.1` is `10.0.0.1`. What lies in a network in part, such as `0.0.0.0/0` in `10.0.0.0/8`, is neither
    within it nor outside; nor is what is no address, such as the name of a host. The networks may be looked up.

    ```yaml
    for_each: {block: {in: terraform, type: resource.ingress}}
    require: {cidr_blocks: {within: [10.0.0.0/8, fd00::/8]}}
    ```
    """

    kind: ClassVar[str] = "within"
    of_value: ClassVar[bool] = True
    of_entries: ClassVar[bool] = True
    short: ClassVar[str] = "networks"
    networks: Operand | tuple[Operand, ...]
    """The networks, as CIDR blocks or single addresses."""

    def objections(self) -> Iterator[tuple[str, str]]:
        for one in self._operands():
            if one.literal is not None and network_of(str(one.literal)) is None:
                yield "networks", f"`{one.literal}` is no network, such as `10.0.0.0/8` or `fd00::/8`"
            elif one.literal is not None and not _is_start(str(one.literal)):
                network = network_of(str(one.literal))
                yield "networks", f"`{one.literal}` is an address in the network `{network}`; write which is meant"

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        known, missing = resolved(self.networks, subject, scope)
        if missing:
            yield from missing
            return
        value, found = subject.value, quoted(subject.value)
        networks = {one.plain.strip(): network_of(one.plain) for one in known}
        unread = next((one for one in known if networks[one.plain.strip()] is None), None)
        if unread is not None:
            yield lacking(absent(Reason.NO_BOUND, unread.location, value=quoted(unread), what="network"))
            return
        wanted = f"within {alternatives(known)}"
        network = network_of(value.plain)
        if network is None:
            said = f"{subject.called} is {found}, which is no address"
            yield as_read_otherwise(not_met(said, value.location, expected=_WHAT, found=found, told=True))
            return
        there = [one for one in networks.values() if one is not None]
        if any(_holds(one, network) for one in there) or not any(_overlap(one, network) for one in there):
            is_within = any(_holds(one, network) for one in there)
            yield compared(is_within, subject, wanted, opposite=f"not {wanted}")
            return
        said = f"{subject.called} is {found}, only a part of which is {wanted}"
        yield as_read_otherwise(not_met(said, value.location, expected=wanted, found=found, told=True))

    def held_against(self) -> tuple[Operand, ...]:
        return self._operands()

    def _operands(self) -> tuple[Operand, ...]:
        return self.networks if isinstance(self.networks, tuple) else (self.networks,)


def network_of(text: str) -> IPv4Network | IPv6Network | None:
    """The network that a text names, one of a single address for an address; None for any other text."""
    text = text.strip()
    if not text.isascii() or "%" in text or text.isdigit() or text.count("/") > 1:
        return None
    length = text.partition("/")[2]
    if "/" in text and not length.isdigit():
        return None
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        return None
    mapped = network.network_address.ipv4_mapped if isinstance(network, IPv6Network) else None
    if mapped is not None and network.prefixlen >= 96:
        return IPv4Network((int(mapped), network.prefixlen - 96))
    return network


def _is_start(text: str) -> bool:
    """Whether a network is named by its first address, as it is written."""
    try:
        ip_network(text.strip())
    except ValueError:
        return False
    return True


def _holds(network: IPv4Network | IPv6Network, inner: IPv4Network | IPv6Network) -> bool:
    if isinstance(network, IPv4Network):
        return isinstance(inner, IPv4Network) and inner.subnet_of(network)
    return isinstance(inner, IPv6Network) and inner.subnet_of(network)


def _overlap(one: IPv4Network | IPv6Network, other: IPv4Network | IPv6Network) -> bool:
    return one.version == other.version and one.overlaps(other)
