"""The platforms' key sets: fetched once, kept as long as they say, and again for an unknown key.

Platforms rotate their keys (Brightspace about hourly), so a key id that is not in the set we hold
makes us fetch the set anew. Anyone may send a made-up key id, so ids that were looked for in vain
are remembered, and searches in vain are counted per key set: ten at once, then one in ten seconds.
A search that finds its key costs nothing, so a stranger never holds up a real rotation for longer
than that. A broken answer is never kept; a key that we hold is used through an hour of outage.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any

import requests
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import InvalidKeyError
from jwt.algorithms import RSAAlgorithm

log = logging.getLogger(__name__)

DEFAULT_AGE = 600.0
LONGEST_AGE = 86_400.0
SHORTEST_AGE = 10.0
OUTAGE = 3600.0
IN_VAIN = 10
IN_VAIN_SECONDS = 10.0
SMALLEST_KEY = 2048


class KeySetError(Exception):
    """The key was not found, or the platform's key set cannot be read."""


@dataclass(slots=True)
class _Set:
    """What we know of one address."""

    lock: Lock = field(default_factory=Lock)
    keys: Mapping[str, RSAPublicKey] = field(default_factory=dict)
    fresh_until: float = 0.0
    usable_until: float = 0.0
    tried_at: float = -IN_VAIN_SECONDS
    made_up: dict[str, float] = field(default_factory=dict)
    searches_left: float = IN_VAIN
    counted_at: float = 0.0


class KeySets:
    """Key objects by address and key id; one cache a process, shared by its threads."""

    def __init__(self, http: requests.Session) -> None:
        self._http = http
        self._sets: dict[str, _Set] = {}

    def key(self, url: str, kid: str) -> RSAPublicKey:
        """Find the key ``kid`` of the key set at ``url``; KeySetError where there is none."""
        known = self._sets.setdefault(url, _Set())
        key = known.keys.get(kid)
        if key is not None and monotonic() < known.fresh_until:
            return key
        with known.lock:  # one fetch serves all who wait for it
            return self._search(known, url, kid)

    def _search(self, known: _Set, url: str, kid: str) -> RSAPublicKey:
        time = monotonic()
        key = known.keys.get(kid)
        if time < known.fresh_until:
            if key is not None:
                return key
            _count_search(known, kid, time)
        try:
            self._fetch(known, url)
        except KeySetError as error:
            return _through_outage(known, kid, error)
        key = known.keys.get(kid)
        if key is None:
            raise KeySetError(f"no key {kid[:64]!r} in the key set")
        known.made_up.pop(kid, None)
        known.searches_left = min(IN_VAIN, known.searches_left + 1)
        return key

    def _fetch(self, known: _Set, url: str) -> None:
        time = monotonic()
        if time < known.fresh_until or time - known.tried_at >= 1.0 or not known.keys:
            known.tried_at = time
        else:
            raise KeySetError("the key set failed a moment ago")
        try:
            response = self._http.get(url, headers={"Accept": "application/json"})
            response.raise_for_status()
            keys = _parse(response.json())
        except (requests.RequestException, ValueError) as error:
            raise KeySetError(f"the key set cannot be read: {error}") from error
        known.keys = keys
        known.fresh_until = time + _age(response.headers.get("Cache-Control", ""))
        known.usable_until = known.fresh_until + OUTAGE


def _count_search(known: _Set, kid: str, time: float) -> None:
    """Allow a search for an unknown kid, or raise KeySetError."""
    if time < known.made_up.get(kid, 0.0):
        raise KeySetError(f"key {kid[:64]!r} was looked for a moment ago")
    passed = (time - known.counted_at) / IN_VAIN_SECONDS
    known.searches_left = min(IN_VAIN, known.searches_left + passed)
    known.counted_at = time
    if known.searches_left < 1:
        raise KeySetError("too many unknown keys were asked for")
    known.searches_left -= 1
    known.made_up = {name: until for name, until in known.made_up.items() if time < until}
    known.made_up[kid] = time + IN_VAIN_SECONDS


def _through_outage(known: _Set, kid: str, error: KeySetError) -> RSAPublicKey:
    key = known.keys.get(kid)
    if key is None or monotonic() >= known.usable_until:
        known.made_up.pop(kid, None)  # not in vain: nobody could look
        raise error
    log.warning("key set unreachable, a kept key is used: %s", error)
    return key


def _parse(body: Any) -> dict[str, RSAPublicKey]:
    """Load the RSA signing keys of a set (RFC 7517, 5); other kinds may stand beside them."""
    entries = body.get("keys") if isinstance(body, dict) else None
    if not isinstance(entries, list):
        raise ValueError("no key set")  # noqa: TRY004  for us all faults of the body are one
    found = {}
    for entry in entries:
        key = _load(entry) if isinstance(entry, dict) else None
        if key is not None:
            found[entry["kid"]] = key
    return found


def _load(entry: dict[str, Any]) -> RSAPublicKey | None:
    if not isinstance(entry.get("kid"), str) or entry.get("kty") != "RSA":
        return None
    if entry.get("alg", "RS256") != "RS256" or entry.get("use", "sig") != "sig":
        return None
    public = {part: entry.get(part) for part in ("kty", "n", "e")}  # never a private half
    try:
        key = RSAAlgorithm.from_jwk(public)
    except (InvalidKeyError, ValueError, TypeError):
        return None
    return key if isinstance(key, RSAPublicKey) and key.key_size >= SMALLEST_KEY else None


def _age(cache_control: str) -> float:
    """Read max-age (RFC 9111, 5.2.2.1), within our own bounds."""
    if re.search(r"\bno-(store|cache)\b", cache_control, re.IGNORECASE):
        return SHORTEST_AGE
    found = re.search(r"\bmax-age\s*=\s*\"?(\d{1,9})", cache_control, re.IGNORECASE)
    return min(max(float(found[1]), SHORTEST_AGE), LONGEST_AGE) if found else DEFAULT_AGE
