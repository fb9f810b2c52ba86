"""The auditor: reads the table, the payment provider and the client's log, and checks I1 to I17.

It shares no code with the shop. It exits with 0 when every invariant holds, with 1 when one does not,
and with 2 when it could not read something.
"""

import argparse
import json
import sys
import time
import urllib.error
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import checks  # noqa: E402
import dump as dumps  # noqa: E402
import world as worlds  # noqa: E402
from dynamodb import Refused  # noqa: E402

SHOWN = 10


def main(arguments=None):
    options = parse(arguments)
    try:
        dump, outcomes = settled(options)
    except (OSError, urllib.error.URLError, Refused) as fault:
        print(f"audit: could not read: {fault}", file=sys.stderr)
        return 2
    if options.dump:
        dumps.save(dump, options.dump)
    if options.out:
        Path(options.out).write_text(json.dumps(report(dump, outcomes), indent=1, ensure_ascii=False) + "\n")
    show(outcomes)
    return 1 if any(outcome.violations for outcome in outcomes) else 0


def parse(arguments):
    parser = argparse.ArgumentParser(prog="audit", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dynamodb", metavar="URL", help="where the table answers")
    parser.add_argument("--table", default="larder", metavar="NAME")
    parser.add_argument("--stripe", metavar="URL", help="where the payment provider answers")
    parser.add_argument("--stripe-key", default="", metavar="KEY")
    parser.add_argument("--paypal", metavar="URL", help="where PayPal's stand-in answers")
    parser.add_argument("--sqs", metavar="URL", help="where the queues answer, or the address of one queue")
    parser.add_argument("--mails", metavar="URL", help="the post office's mails.json")
    parser.add_argument("--log", metavar="FILE", help="what the client was answered, one JSON object a line")
    parser.add_argument("--watched", metavar="FILE", help="what watch.py saw during the run")
    parser.add_argument("--crashes", type=int, metavar="N", help="how often the shop was killed: that many mails may repeat")
    parser.add_argument(
        "--wait", type=float, default=0, metavar="SECONDS", help="wait so long for pending work (I15) to end"
    )
    parser.add_argument("--out", metavar="FILE", help="findings as JSON")
    parser.add_argument("--dump", metavar="DIR", help="keep the raw data")
    parser.add_argument("--from", dest="source", metavar="DIR", help="audit raw data kept before")
    options = parser.parse_args(arguments)
    if not options.source and not options.dynamodb:
        parser.error("--dynamodb or --from is needed")
    return options


def settled(options):
    """The dump and its audit; dumped again while work is pending and there is time."""
    deadline = time.monotonic() + options.wait
    while True:
        dump = read(options)
        outcomes = checks.audit(worlds.build(dump))
        busy = any(outcome.violations for outcome in outcomes if outcome.name == "I15")
        if not busy or options.source or time.monotonic() >= deadline:
            return dump, outcomes
        time.sleep(1)


def read(options):
    if options.source:
        dump = dumps.load(options.source)
        dumps.beside(dump, options)
    else:
        dump = dumps.take(options)
    if options.crashes is not None:
        dump.meta["crashes"] = options.crashes
    return dump


def report(dump, outcomes):
    def plain(part):
        return [
            {"invariant": one.invariant, "id": one.id, "what": one.what}
            for outcome in outcomes
            for one in getattr(outcome, part)
        ]

    checked = {
        outcome.name: {"title": outcome.title, "checked": outcome.checked, "note": outcome.note} for outcome in outcomes
    }
    return {"at": dump.meta.get("at"), "checked": checked, "violations": plain("violations"), "warnings": plain("warnings")}


def show(outcomes):
    wide = max(len(outcome.title) for outcome in outcomes)
    print(f"{'':4} {'invariant':{wide}}  {'checked':>8}  violations")
    for outcome in outcomes:
        count = len(outcome.violations)
        note = f"  ({outcome.note})" if outcome.note else ""
        print(
            f"{outcome.name:4} {outcome.title:{wide}}  {outcome.checked:>8}  {count or '-':>10}  {outcome.looked_at}{note}"
        )
    for outcome in outcomes:
        for kind, found in (("VIOLATION", outcome.violations), ("warning", outcome.warnings)):
            for one in found[:SHOWN]:
                print(f"{kind} {one.invariant} {one.id}: {one.what}")
            if len(found) > SHOWN:
                print(f"{kind} {outcome.name}: and {len(found) - SHOWN} more")
    total = sum(len(outcome.violations) for outcome in outcomes)
    print(f"{total} violations" if total else "no violations")


if __name__ == "__main__":
    sys.exit(main())
