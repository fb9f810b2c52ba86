"""The invariants: one function each, in files by subject.

A function takes the world and a counter. It calls the counter for each thing it looks at and yields what it finds.
"""

import sys
import traceback
from dataclasses import asdict, dataclass, field


@dataclass
class Finding:
    """Something that is not as it must be (grave), or that looks odd."""

    invariant: str
    id: str
    what: str
    grave: bool = True


@dataclass
class Outcome:
    """What became of one invariant."""

    name: str
    title: str
    looked_at: str
    checked: int = 0
    found: list = field(default_factory=list)
    note: str = ""

    @property
    def violations(self):
        return [one for one in self.found if one.grave]

    @property
    def warnings(self):
        return [one for one in self.found if not one.grave]

    def plain(self):
        return {**asdict(self), "found": None, "violations": len(self.violations)}


INVARIANTS = {}


def invariant(name, title, looked_at):
    """Registers a check."""

    def keep(function):
        INVARIANTS[name] = (title, looked_at, function)
        return function

    return keep


def bad(id, what):
    return id, what, True


def odd(id, what):
    return id, what, False


def audit(world):
    """All outcomes, by number."""
    from . import carts, history, indexes, ledger, payments, pipeline, prices, slots, stock

    ordered = sorted(INVARIANTS.items(), key=lambda entry: int(entry[0][1:]))
    return [run(world, name, *rest) for name, rest in ordered]


def run(world, name, title, looked_at, function):
    outcome = Outcome(name, title, looked_at)

    def seen(count=1):
        outcome.checked += count

    def note(text):
        outcome.note = text

    seen.note = note
    try:
        for id, what, grave in function(world, seen):
            outcome.found.append(Finding(name, str(id), what, grave))
    except Exception as fault:  # a row that cannot even be read is a violation, not the end of the audit
        place = traceback.extract_tb(sys.exc_info()[2])[-1]
        what = f"the check stopped at a row it cannot read: {fault!r} in {place.name}, line {place.lineno}"
        outcome.found.append(Finding(name, "audit", what))
    return outcome
