"""Which cluster may be sent people's forms: one that speaks TLS, or one that is on this PC."""

import ipaddress
import re
from typing import NamedTuple

from ledger.model.characters import printable
from ledger.model.problems import Refusal

_FORM = re.compile(
    r"(?:(?P<scheme>tls|tcp)://)?(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]):(?P<port>\d{1,5})"
)
_LOCALHOST = re.compile("localhost", re.IGNORECASE)
_HIGHEST_PORT = 65535
_THIS_PC = "127.0.0.1"


class SchedulerAddress(NamedTuple):
    """The address of a scheduler that may be used.

    Attributes:
        url: What the library connects to.
        only_host: The one host whose workers may be used; None where all of them speak TLS.
    """

    url: str
    only_host: str | None = None


def scheduler_address(text: str) -> SchedulerAddress:
    """Return the address that a person gave.

    Without a scheme it is `tcp://`, which is not encrypted: so it must be a loopback address, and
    only workers there are used. Names are not looked up: what a name stands for is not ours to
    say, but for `localhost`, which is taken to be 127.0.0.1.

    Raises:
        Refusal: It is neither TLS nor loopback, or no address at all (`cluster-address`).
    """
    found = _FORM.fullmatch(text)
    if found is None or not 0 < int(found["port"]) <= _HIGHEST_PORT:
        raise Refusal.of("cluster-address", address=printable(text))
    host, port = found["host"], int(found["port"])
    if found["scheme"] == "tls":
        return SchedulerAddress(f"tls://{host}:{port}")
    host = _THIS_PC if _LOCALHOST.fullmatch(host) else host
    if not _is_loopback(host.strip("[]")):
        raise Refusal.of("cluster-address", address=printable(text))
    return SchedulerAddress(f"tcp://{host}:{port}", host.strip("[]"))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
