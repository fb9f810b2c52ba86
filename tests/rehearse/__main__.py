"""`python -B -m rehearse [--bootstraps FOLDER] [--walk-only] [--only NAME] [--out FILE]`"""

import argparse
import json
import signal
import sys
import time
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from rehearse import mutate, running
from rehearse.emulator import Emulator
from rehearse.shop import Shop
from rehearse.stack import ROOT, Stack
from rehearse.walk import Broken, play, walk

BEGAN = time.monotonic()
SECONDS = 1200
"""It takes three minutes, and somebody may be compiling beside it."""


def main():
    options = parse()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    signal.signal(signal.SIGALRM, lambda *_: sys.exit(f"not done within {SECONDS} s"))
    signal.alarm(SECONDS)
    with ExitStack() as ends:
        emulator = Emulator()
        ends.callback(emulator.close)
        stack = Stack(emulator, options.bootstraps)
        ends.callback(stack.close)
        say(f"the stack stands: {len(stack.physical)} resources, {len(stack.functions)} functions")
        shop = Shop(stack)
        ends.callback(shop.close)
        try:
            faults = rehearse(shop, options)
        except Broken as broken:
            faults = [str(broken), *refusals(shop)]
    for fault in faults:
        print(f"FAILED {fault}", file=sys.stderr)
    return 1 if faults else 0


BAYS = "who waits in which bay: the Rust journeys `ways`"
CLAIMS = "claims, and what nobody fetched: the Rust journeys `claiming` and `nobody`"
COMPARED = "books compared with the provider's: the Rust journeys `disputing`"
ELSEWHERE = {
    ("CheckoutRole.Update", "M#*"): "who is trusted to pay at handover: the Rust journeys `paying`",
    ("FulfillmentWorkerRole.Update", "M#*"): "the same",
    ("CheckoutRole.ReadOne", "N#subscribers"): "prices for members: the Rust journeys `members`",
    **dict.fromkeys([("PaymentWebhookRole.Update", "T#*"), ("PaymentWebhookRole.Update", "Q#*")], "a change that takes another time: the Rust journeys `changing`"),
    **dict.fromkeys([(f"CheckoutRole.{sid}", "H#*") for sid in ("ReadOne", "Put", "Update")], BAYS),
    **dict.fromkeys([("BackOfficeRole.Put", "M#claims"), ("BackOfficeRole.Delete", "X#*")], CLAIMS),
    **dict.fromkeys([(f"FulfillmentWorkerRole.{sid}", "A#reconciled") for sid in ("ReadOne", "Put")], COMPARED),
}
"""Rights that no scene asks for, and who does. That a function asks for them at all, tests/infra reads from its code."""


def rehearse(shop, options):
    """The walk, the mutations, and what is wrong after both."""
    took = walk(shop)
    faults = refusals(shop)
    say(f"the walk is done: {len(took)} scenes")
    if not options.walk_only:
        outcomes = mutate.run(shop, took, options.only)
        caught = sum(bool(one.caught) for one in outcomes)
        say(f"{caught} of {len(outcomes)} statements were missed when they were gone")
        faults += [f"nothing fails without {one.name}" for one in outcomes if not one.caught]
        if options.out:
            options.out.write_text(json.dumps([asdict(one) for one in outcomes], indent=1) + "\n")
    play(shop, running.the_clock_by_itself)
    say("a schedule fired by itself")
    statements = [one for role in shop.stack.roles.values() for one in role.statements]
    unused = {(one.name, part) for one in statements for part in shop.stack.uses.unused(one)}
    faults += [f"nobody asked for {part}, which {name} allows" for name, part in sorted(unused - set(ELSEWHERE))]
    return faults + [f"a scene asks for {part} of {name}: ELSEWHERE need not say who does" for name, part in sorted(set(ELSEWHERE) - unused)]


def refusals(shop):
    """What functions were refused."""
    return [f"{function} was refused {one}" for function, denied in shop.denials().items() for one in denied]


def say(words):
    print(f"{time.monotonic() - BEGAN:6.1f} s  {words}", flush=True)


def parse():
    parser = argparse.ArgumentParser(prog="rehearse")
    built = ROOT / "target" / "lambda"
    parser.add_argument("--bootstraps", type=Path, default=built, help="a folder with NAME/bootstrap for each function")
    parser.add_argument("--walk-only", action="store_true", help="without the mutations")
    parser.add_argument("--only", default="", help="only mutations with this in their name")
    parser.add_argument("--out", type=Path, help="where the table of mutations goes, as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
