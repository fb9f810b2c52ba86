"""Looks at stock and slots again and again during a run, and notes every negative `available` and every overbooked slot.

An item is read as it is at one moment, so one look at a wrong one is enough. Ends when the file named by --stop appears;
then it makes a last round, prints what it saw and exits with 1 if that was anything.
"""

import argparse
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from dynamodb import Table, item  # noqa: E402

NARROW = {
    "FilterExpression": "#s = :head OR begins_with(pk, :slots)",
    "ProjectionExpression": "pk, #s, #a, #u, #c, #w",
    "ExpressionAttributeNames": {"#s": "sk", "#a": "available", "#u": "used", "#c": "cap", "#w": "was"},
    "ExpressionAttributeValues": {":head": {"S": "S"}, ":slots": {"S": "T#"}},
}


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="watch", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dynamodb", required=True, metavar="URL")
    parser.add_argument("--table", default="larder", metavar="NAME")
    parser.add_argument("--stop", required=True, metavar="FILE", help="appears when the run is over")
    parser.add_argument("--out", required=True, metavar="FILE", help="one JSON object a line for what was seen")
    parser.add_argument("--interval", type=float, default=0.5, metavar="SECONDS", help="pause between rounds")
    options = parser.parse_args(arguments)
    rounds, seen = watch(options)
    print(f"watch: {rounds} rounds, {seen} moments that must not be")
    return 1 if seen else 0


def watch(options):
    table, noted, rounds = Table(options.dynamodb, options.table), set(), 0
    with open(options.out, "w", encoding="utf-8") as out:
        over = False
        while not over:
            over = Path(options.stop).exists()
            for entry in wrong(table):
                mark = (entry["id"], entry["value"])
                if mark not in noted:
                    noted.add(mark)
                    out.write(json.dumps(entry) + "\n")
                    out.flush()
            rounds += 1
            if not over:
                time.sleep(options.interval)
    return rounds, len(noted)


def wrong(table):
    """What no reader may ever see."""
    for raw in table.scan(**NARROW):
        row = item(raw)
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        if row["pk"].startswith("P#") and row.get("available", 0) < 0:
            yield {"at": at, "kind": "stock", "id": row["pk"][2:], "value": f"available {row['available']}"}
        if row["pk"].startswith("T#") and not 0 <= row.get("used", 0) <= max(row.get("cap", 0), row.get("was", 0)):
            slot = "_".join([row["pk"][2:], *row["sk"].split("#")])
            yield {"at": at, "kind": "slot", "id": slot, "value": f"used {row.get('used')} of {row.get('cap')}"}


if __name__ == "__main__":
    sys.exit(main())
