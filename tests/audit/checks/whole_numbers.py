"""Money and quantities are whole numbers, wherever they are stored."""

from decimal import Decimal


def fractions(value, place=""):
    """Every number that is not whole, with the way to it."""
    if isinstance(value, (Decimal, float)):
        yield place, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from fractions(part, f"{place}.{name}".lstrip("."))
    elif isinstance(value, (list, set)):
        for n, part in enumerate(value):
            yield from fractions(part, f"{place}[{n}]")
