"""Measures the binaries in the harness."""

import json
import re
import statistics
import time
from pathlib import Path

from harness.gateway import event
from harness.sandbox import Answered, Function, Sandbox
from harness.world import World

HELLO = "larder-hello"
QUESTIONS = {
    HELLO: event("GET", "/", b"", {}),
    "larder-browse": event("GET", "/", b"", {"accept": "text/html"}),
    "larder-cart": event("GET", "/cart", b"", {"accept": "application/json"}),
    "larder-checkout": event("GET", "/slots?method=pickup", b"", {"accept": "application/json"}),
    "larder-payment-webhook": event("POST", "/webhooks/stripe", b"{}", {"content-type": "application/json"}),
    "larder-back-office": event("GET", "/back-office/sign-in", b"", {"accept": "text/html"}),
    "larder-fulfillment-worker": {"Records": []},
    "larder-reports": {},
    "larder-promotions": {},
}
STARTS, WARM = 11, 30


def measured(bootstraps):
    """By function: what it weighs, counts, and how long it took here."""
    world = World()
    try:
        return {name: one(bootstraps / name / "bootstrap", name, question, world) for name, question in QUESTIONS.items()}
    finally:
        world.close()


def one(binary, name, question, world):
    template = world.another("larder-browse")
    environment = template.environment
    starts = [started(binary, environment) for _ in range(STARTS)]
    before = len(template.gate.calls)
    function = Function([binary], environment, name=name)
    sandbox = Sandbox(function)
    ready(sandbox)
    calls = len(template.gate.calls) - before
    first = timed(sandbox, question)
    warm = [timed(sandbox, question) for _ in range(WARM)]
    logged = len(function.logged().encode()) // (WARM + 1)
    peak = int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{sandbox.pid}/status").read_text())[1])
    sandbox.close()
    function.close()
    return {
        "bytes": binary.stat().st_size,
        "instructions": instructions(binary, environment),
        "calls": calls,
        "logged": logged,
        "start_ms": statistics.median(starts),
        "first_ms": first,
        "warm_ms": statistics.median(warm),
        "peak_mib": peak / 1024,
    }


def ready(sandbox):
    """Waits for the first poll."""
    ended = sandbox.wait_for_poll(60)
    assert ended is None, f"{ended}: {sandbox.function.logged()}"


def started(binary, environment):
    """Milliseconds from the start of the process to its first poll."""
    function = Function([binary], environment)
    began = time.perf_counter()
    sandbox = Sandbox(function)
    ready(sandbox)
    took = (time.perf_counter() - began) * 1000
    sandbox.close()
    function.close()
    return took


def timed(sandbox, question):
    began = time.perf_counter()
    end = sandbox.invoke(question, None)
    took = (time.perf_counter() - began) * 1000
    assert isinstance(end, Answered), f"{end}: {sandbox.function.logged()}"
    return took


def instructions(binary, environment):
    """What the processor does from the start of the process to its first poll, as valgrind counts it."""
    function = Function(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", binary], environment)
    sandbox = Sandbox(function)
    ready(sandbox)
    sandbox.terminate()
    said = function.logged()
    sandbox.close()
    function.close()
    return int(re.search(r"Collected : (\d+)", said)[1])


def shown(functions):
    """A table for people: each against hello."""
    hello = functions[HELLO]
    rows = [f"{'function':28}{'MB':>7}{'instructions':>14}{'x hello':>9}{'calls':>7}{'start ms':>10}{'x hello':>9}{'first ms':>10}{'warm ms':>9}{'MiB':>7}{'log B':>7}"]
    for name, f in functions.items():
        rows.append(
            f"{name:28}{f['bytes'] / 1e6:7.1f}{f['instructions']:14,}{f['instructions'] / hello['instructions']:9.1f}{f['calls']:7}"
            f"{f['start_ms']:10.1f}{f['start_ms'] / hello['start_ms']:9.1f}{f['first_ms']:10.1f}{f['warm_ms']:9.2f}{f['peak_mib']:7.1f}{f['logged']:7}"
        )
    return "\n".join(rows)
