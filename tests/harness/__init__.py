"""Lambda, played for real binaries by AWS's own rules: what no emulator does right.

| file | plays |
| --- | --- |
| `sandbox.py` | the Runtime API and the process behind it: cold starts, timeouts, `kill -9` at any point |
| `queue.py` | a standard queue: visibility, receive counts, dead letters, duplicates on request |
| `event_source.py` | what stands between queue and function: batches, and which messages of one come again |
| `gate.py` | the way out: every call of a function to AWS and the payment provider, counted, stopped at any one |
| `gateway.py` | the way in: HTTP as API Gateway hands it over |
| `world.py`, `table.py` | all of it around the shop's binaries, with the emulators of `make run` behind the gate |
| `shopping.py` | a shopper with an order, from the basket to the counter |

`test_rules.py` holds the harness to its rules with functions of a few lines; `test_worker.py` and `test_kills.py` hold
the shop's binaries to theirs. Nothing but Python's standard library:

    python3 -B -m unittest discover -s tests/harness -t tests

The binaries are `target/debug/larder-*`; `BOOTSTRAPS=target/lambda` takes `target/lambda/<name>/bootstrap` instead.
"""
