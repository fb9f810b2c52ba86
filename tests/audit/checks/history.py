"""An order's life is a path of the declared graph."""

from world import moment

from . import bad, invariant

CHANGED = "changed"
GRAPH = {
    "awaiting_payment": {"placed", "canceled", "expired"},
    "placed": {"picking", "canceled"},
    "picking": {"ready", "canceled"},
    "ready": {"out_for_delivery", "handed_over", "canceled"},
    "out_for_delivery": {"handed_over", "canceled"},
    "handed_over": set(),
    "canceled": set(),
    "expired": set(),
}


@invariant("I14", "every history is a path of the graph", "orders")
def path(world, seen):
    for order in world.orders.values():
        seen()
        told = [name for name, _ in order.head["history"]]
        times = [moment(at) for _, at in order.head["history"]]
        # That it was changed is no state: it stands where the order was placed and nobody picked it yet.
        for before, after in zip(told, told[1:]):
            if after == CHANGED and before not in (CHANGED, "placed"):
                yield bad(order.id, f"was changed when it was {before}")
        names = [name for name in told if name != CHANGED]
        if names[:1] != ["awaiting_payment"]:
            yield bad(order.id, f"begins as {names[:1]}")
        for before, after in zip(names, names[1:]):
            if after not in GRAPH.get(before, set()):
                yield bad(order.id, f"went from {before} to {after}")
        if times != sorted(times):
            yield bad(order.id, f"its history goes back in time: {order.head['history']}")
        if names[-1] != order.state:
            yield bad(order.id, f"is {order.state}, and its history ends with {names[-1]}")
        at = order.detail.get("at")
        since = next((time for name, time in zip(reversed(told), reversed(times)) if name != CHANGED), None)
        if at is not None and moment(at) != since:
            yield bad(order.id, f"is {order.state} since {at}, and its history says {since}")
        if order.head["version"] < len(told):
            yield bad(order.id, f"is at version {order.head['version']} after {len(told)} states and changes")
        yield from picked(order)


def picked(order):
    """Reports are numbered, made while picking, and complete before the order leaves."""
    numbers = [report["report"] for report in order.reports]
    keys = [report["sk"] for report in order.reports]
    count = order.head["reports"]
    if numbers != list(range(1, count + 1)) or keys != [f"K#{n:04}" for n in numbers]:
        yield bad(order.id, f"counts {count} pick reports, and has {keys}")
    lines = {line["line"] for line in order.lines}
    if not set(order.results) <= lines:
        yield bad(order.id, f"has results for lines {sorted(set(order.results) - lines)}, which it does not have")
    if order.was("ready") and set(order.results) != lines:
        yield bad(order.id, f"was made ready without results for lines {sorted(lines - set(order.results))}")
    if order.was("picking") and order.state == "canceled" and not order.was("ready"):
        found = [n for n, result in order.results.items() if result.kind != "short" or result.value]
        if found or set(order.results) != lines:
            yield bad(order.id, "was canceled while picking, although not everything was missing")
    if order.was("ready") and "ready" in order.times:
        late = [report["sk"] for report in order.reports if moment(report["at"]) > order.times["ready"]]
        if late:
            yield bad(order.id, f"was picked after it was ready: {late}")
