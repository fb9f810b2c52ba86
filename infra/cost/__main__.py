"""What the shop costs: dollars per 1,000 orders and per month in which nobody shops.

Units, bytes and server time of requests are measured: `make bench` writes them as JSON lines, which are read here. How
often each happens for one order, and what the worker does beside them, stands below, counted by hand. Prices stand in
prices.json, with their date.
"""

import json
import sys
from pathlib import Path

PRICES = json.loads((Path(__file__).parent / "prices.json").read_text())
MEMORY_GB = 0.5
MONTH_SECONDS = 30 * 24 * 3600

# One order: 99 requests. Named as the bench names what it measures; how many requests each is, and how often.
ORDER = [
    ("aisle, made anew", 1, 60, "home, aisles, products, searches, as if no page were kept anywhere"),
    ("add the 30th line", 1, 21, "lines added and changed"),
    ("check out 20 lines", 2, 1, "details, confirmation"),
    ("look at the order of 20", 1, 11, "the order's page, before and after, by shopper and staff"),
    ("a payment event", 2, 1, "authorized; and captured, which the worker has booked already"),
    ("pick, ready, hand over 20", 3, 1, "three steps of staff"),
]
# What the worker does for one order beside requests: two jobs and their letters. Written: a claim each (1), the order on
# the pick list (6), the charge and its fact (5), the end of a row (2). Read: the order, its products and the shelf.
JOBS, LETTERS, MESSAGES = 2, 2, 6
JOB_UNITS = {"read": 28, "write": 15}
# A line of the API's access log (infra/template.yaml) with what CloudWatch adds to it.
LOG_BYTES = 250

# A month in which nobody shops.
SCHEDULED_A_DAY = 2 * 24 * 60 + 2
POLLERS, POLL_SECONDS = 5, 20
STORED_GB = 0.1

TARGETS = {"1,000 orders": 0.40, "an idle month": 0.50}


def main():
    measured = {}
    for line in sys.stdin:
        if line.startswith("{"):
            cell = json.loads(line)
            if "bench" in cell:
                measured.setdefault(cell["bench"], cell)
    missing = [name for name, *_ in ORDER if name not in measured]
    if missing:
        sys.exit(f"not measured: {', '.join(missing)}. Feed me what `make bench` prints.")
    report("1,000 orders", orders(measured, 1000))
    report("an idle month", idle())


def orders(measured, count):
    requests = sum(each * times for _, each, times, _ in ORDER)
    total = lambda key: sum(measured[name].get(key) or 0 for name, _, times, _ in ORDER for _ in range(times))
    reads, writes = total("read_units") + JOB_UNITS["read"], total("write_units") + JOB_UNITS["write"]
    seconds = total("server_p50_ms") / 1000 + JOBS * 0.05
    parts = {
        f"HTTP API, {requests} requests each": requests * PRICES["api_request"],
        "functions, requests": (requests + JOBS) * PRICES["function_request"],
        f"functions, {seconds:.2f} s at {MEMORY_GB} GB": seconds * MEMORY_GB * PRICES["function_gb_second"],
        f"table, {writes:.0f} write units": writes * PRICES["table_write_unit"],
        f"table, {reads:.0f} read units": reads * PRICES["table_read_unit"],
        f"queue, {MESSAGES} requests": MESSAGES * PRICES["queue_request"],
        f"mail, {LETTERS} letters": LETTERS * PRICES["letter"],
        "logs": (requests + JOBS) * LOG_BYTES / 1e9 * PRICES["log_gb"],
    }
    bytes_out = total("bytes")
    beside = {f"data out, {bytes_out / 1e6:.2f} MB each (the first 100 GB a month are free)": bytes_out / 1e9 * PRICES["out_gb"]}
    return {name: price * count for name, price in parts.items()}, {name: price * count for name, price in beside.items()}


def idle():
    invocations = SCHEDULED_A_DAY * 30
    polls = POLLERS * MONTH_SECONDS / POLL_SECONDS
    parts = {
        f"schedules, {invocations} times": invocations * PRICES["scheduler_invocation"],
        "functions": invocations * (PRICES["function_request"] + 0.01 * MEMORY_GB * PRICES["function_gb_second"]),
        "table, a look at a time": invocations * 0.5 * PRICES["table_read_unit"],
        f"table, {STORED_GB} GB stored": STORED_GB * PRICES["table_gb_month"],
        f"queue, {polls:.0f} empty looks": polls * PRICES["queue_request"],
        "logs": invocations * LOG_BYTES / 1e9 * PRICES["log_gb"],
    }
    return parts, {}


def report(what, parts_and_beside):
    parts, beside = parts_and_beside
    total, target = sum(parts.values()), TARGETS[what]
    print(f"\n{what}, at list prices of {PRICES['date']}:")
    for name, price in parts.items():
        print(f"  {price:9.4f}  {name}")
    print(f"  {total:9.4f}  together; the target is {target:.2f}: {'met' if total <= target else 'NOT met'}")
    for name, price in beside.items():
        print(f"  {price:9.4f}  beside that: {name}")
    print(json.dumps({"cost": what, "dollars": round(total, 4), "target": target, "met": total <= target}))


main()
