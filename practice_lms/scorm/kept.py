"""What was kept of an attempt, in a form that people read."""

import re
from dataclasses import dataclass

from practice_lms.scorm.attempts import NAMES, Cmi, duration


@dataclass(frozen=True, slots=True)
class Interaction:
    """One row of a platform's report: what a trainer gets to see."""

    id: str
    type: str
    question: str
    response: str
    time: str
    result: str


@dataclass(frozen=True, slots=True)
class Report:
    """An attempt; ``others`` are all elements that have no place of their own."""

    empty: bool
    status: str
    total_time: str
    suspend_data: str
    interactions: tuple[Interaction, ...]
    others: dict[str, str]


def report(cmi: Cmi, edition: str, seconds: float) -> Report:
    """Put an attempt in order; ``seconds`` is the time of all sittings."""
    names = NAMES[edition]
    shown = {names["status"], "cmi.suspend_data"}
    return Report(
        empty=not cmi,
        status=cmi.get(names["status"], ""),
        total_time=duration(seconds, edition),
        suspend_data=cmi.get("cmi.suspend_data", ""),
        interactions=tuple(_interactions(cmi, names)),
        others={
            name: value
            for name, value in sorted(cmi.items())
            if name not in shown and not name.startswith("cmi.interactions.")
        },
    )


def _interactions(cmi: Cmi, names: dict[str, str]) -> list[Interaction]:
    matches = (re.match(r"cmi\.interactions\.(\d+)\.", name) for name in cmi)
    found = sorted({int(match[1]) for match in matches if match})
    return [_interaction(cmi, f"cmi.interactions.{number}.", names) for number in found]


def _interaction(cmi: Cmi, prefix: str, names: dict[str, str]) -> Interaction:
    return Interaction(
        id=cmi.get(prefix + "id", ""),
        type=cmi.get(prefix + "type", ""),
        question=cmi.get(prefix + "description", ""),
        response=cmi.get(prefix + names["response"], ""),
        time=cmi.get(prefix + names["time"], ""),
        result=cmi.get(prefix + "result", ""),
    )
