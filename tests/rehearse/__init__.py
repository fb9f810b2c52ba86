"""The rehearsal of a deploy: the shipped template and the shipped binaries on an emulator of AWS that asks every role.

    python -B -m rehearse            with `tests` on the path; see `--help`

First the walk: the stack is created by CloudFormation, and through its HTTP API somebody browses, fills a basket, places an
order and pays; the queue works it, staff hand it over, the report lands in the bucket, a schedule fires. Then the mutations:
every statement of every policy in the template is taken away once, alone, and some step of the walk has to fail for it.

The emulator is PyPI's ministack. What it does not do as AWS does is done here, in the test and nowhere else:

| AWS | ministack | bridged in |
| --- | --- | --- |
| speaks TLS | plain HTTP on loopback: by the policies' own words every call would be refused | `guard.py` |
| asks `dynamodb:LeadingKeys` of a policy | leaves the key out, which `ForAllValues` takes for allowed | `guard.py` |
| asks for `ses:SendEmail` on the sender's identity | on everything | `guard.py` |
| tells only who may list a bucket that a file is missing | tells everybody | `guard.py` |
| the binary calls AWS's addresses and Stripe's | no DNS: two variables name addresses here | `stack.py` |
| the queue is polled with the function's role, and a reply that names no message fails the batch | polls as the account, and takes such a reply for a success | `queue.py` |
| Scheduler starts a target with the schedule's role, its missed runs go where the schedule says | asks no role, and looks every ten seconds | `clock.py` |
| Lambda writes logs, and notes failed runs, with the function's role | asks no role | `asked.py` |
| a role is taken only by the service its trust names | takes any | `asked.py` |
| CloudFront asks the second origin of a group when the first says 403 | knows no groups | `stack.py` asks the bucket alone |
| cookies come in a list of their own | in a header | not here: `tests/harness/gateway.py` plays it, `lambda_http` takes both |
"""
