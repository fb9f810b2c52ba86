"""Signatures, and what Stripe's official Python and Node libraries think of them.

    python tests/stripe/vectors.py            compares the verdicts with tests/stripe/signatures.json
    python tests/stripe/vectors.py --update   writes it anew

Our own verification reads the same file (shared/payments/tests/signatures.rs). It must agree: what both accept is
accepted, what either refuses is refused. It may be stricter only where a case says why.
"""

import hmac
import json
import pathlib
import subprocess
import sys
from unittest import mock

import stripe

HERE = pathlib.Path(__file__).resolve().parent
FILE = HERE / "signatures.json"
NOW = 1_795_356_000
SECRET, OTHER = "whsec_test_secret", "whsec_another"
EVENT = '{\n  "id": "evt_1",\n  "object": "event",\n  "type": "payment_intent.succeeded"\n}'
UNICODE = '{"id": "evt_2", "object": "event", "note": "Äpfel 🍎, 1 kg – gewogen"}'


def header(body=EVENT, secret=SECRET, at=NOW):
    return stripe.WebhookSignature.generate_signature_header(body, secret, at)


def mac(body=EVENT, secret=SECRET, at=NOW):
    return header(body, secret, at).partition("v1=")[2]


def bytes_mac(body):
    """Of a body that the libraries cannot sign, because it is no text."""
    return hmac.new(SECRET.encode(), f"{NOW}.".encode() + body, "sha256").hexdigest()


def cases():
    """Name, header, body, and what else is special."""
    good, t = mac(), f"t={NOW}"
    yield "as it should be", header(), EVENT
    yield "an empty body", header(""), ""
    yield "letters beyond ASCII", header(UNICODE), UNICODE
    yield "letters beyond ASCII, one changed", header(UNICODE), UNICODE.replace("Ä", "A")
    yield "a body with line ends of its own", header("{}\r\n"), "{}\r\n"
    yield "a body whose line ends were mended on the way", header("{}\r\n"), "{}\n"
    yield "a body with a NUL", header("{\0}"), "{\0}"
    yield "a long body", header("x" * 5_000), "x" * 5_000
    yield "bytes that are no UTF-8", f"{t},v1={bytes_mac(b'{}' + bytes([255]))}", b"{}\xff"
    yield "a byte added", header(), EVENT + " "
    yield "a byte changed", header(), EVENT.replace("1", "2")
    yield "an amount changed", header('{"amount": 100}'), '{"amount": 900}'
    yield "another's secret", header(secret=OTHER), EVENT
    yield "a secret in other letters", header(secret=SECRET.upper()), EVENT
    yield "a secret with a line end", header(secret=SECRET + "\n"), EVENT
    yield "the old secret while it is replaced", header(secret=OTHER), EVENT, [SECRET, OTHER]
    yield "the new secret while it is replaced", header(), EVENT, [SECRET, OTHER]
    yield "signed with both secrets", f"{header()},v1={mac(secret=OTHER)}", EVENT, [OTHER]
    yield "signed with neither secret", header(secret="whsec_third"), EVENT, [SECRET, OTHER]
    yield "an empty secret", header(secret=""), EVENT, [""]
    yield "a blank secret", header(secret=" "), EVENT, [" "]
    yield "an empty secret beside the right one", header(secret=""), EVENT, ["", SECRET]
    yield "a second old", header(at=NOW - 1), EVENT
    yield "exactly five minutes old", header(at=NOW - 300), EVENT
    yield "five minutes and a second old", header(at=NOW - 301), EVENT
    yield "a day old", header(at=NOW - 86_400), EVENT
    yield "from 1970", header(at=0), EVENT
    yield "a second ahead", header(at=NOW + 1), EVENT
    yield "exactly five minutes ahead", header(at=NOW + 300), EVENT
    yield "five minutes and a second ahead", header(at=NOW + 301), EVENT
    yield "a year ahead", header(at=NOW + 31_536_000), EVENT
    yield "a new time on an old signature", f"{t},v1={mac(at=NOW - 600)}", EVENT
    yield "several v1, the last is right", f"{t},v1={mac(secret=OTHER)},v1={good}", EVENT
    yield "several v1, the first is right", f"{t},v1={good},v1={'0' * 64}", EVENT
    yield "several v1, none is right", f"{t},v1={'0' * 64},v1={'f' * 64}", EVENT
    yield "v0 only", f"{t},v0={good}", EVENT
    yield "v0 beside v1", f"{t},v0={'0' * 64},v1={good}", EVENT
    yield "a scheme to come", f"{t},v1={good},v2=abc", EVENT
    yield "V1 in capitals", f"{t},V1={good}", EVENT
    yield "a signature in capitals", f"{t},v1={good.upper()}", EVENT
    yield "a signature cut short", f"{t},v1={good[:-1]}", EVENT
    yield "a signature too long", f"{t},v1={good}0", EVENT
    yield "a signature with a space before it", f"{t},v1= {good}", EVENT
    yield "a signature with a space after it", f"{t},v1={good} ", EVENT
    yield "a signature and more after another =", f"{t},v1={good}=more", EVENT
    yield "an empty signature", f"{t},v1=", EVENT
    yield "v1 without a value", f"{t},v1", EVENT
    yield "v1 without a value beside the right one", f"{t},v1,v1={good}", EVENT
    yield "no signature", t, EVENT
    yield "no time", f"v1={good}", EVENT
    yield "no header", "", EVENT
    yield "nothing but commas", ",,,", EVENT
    yield "commas to spare", f",{t},,v1={good},", EVENT
    yield "the signature first", f"v1={good},{t}", EVENT
    yield "a space after the comma", f"{t}, v1={good}", EVENT
    yield "a space before the time", f" {t},v1={good}", EVENT
    yield "a space before the number", f"t= {NOW},v1={good}", EVENT
    yield "a space after the number", f"t={NOW} ,v1={good}", EVENT
    yield "a tab after the comma", f"{t},\tv1={good}", EVENT
    yield "semicolons instead", f"{t};v1={good}", EVENT
    yield "a time with a plus", f"t=+{NOW},v1={good}", EVENT
    yield "a time with zeros before it", f"t=00{NOW},v1={good}", EVENT
    yield "a time with letters", f"{t}x,v1={good}", EVENT
    yield "a time in words", f"t=now,v1={good}", EVENT
    yield "a time with a fraction", f"{t}.5,v1={good}", EVENT
    yield "a time with digits grouped", f"t=1_795_356_000,v1={good}", EVENT
    yield "a time in milliseconds", header(at=NOW * 1000), EVENT
    yield "a time before 1970", header(at=-NOW), EVENT
    yield "a time beyond 64 bits", f"t=99999999999999999999999,v1={good}", EVENT
    yield "an empty time", f"t=,v1={good}", EVENT
    yield "a time without a value", f"t,v1={good}", EVENT
    yield "the same time twice", f"{t},{t},v1={good}", EVENT
    yield "two times, the first is signed", f"{t},t={NOW - 10},v1={good}", EVENT
    yield "two times, the last is signed", f"t={NOW - 10},{t},v1={good}", EVENT
    yield "T in capitals", f"T={NOW},v1={good}", EVENT
    yield "the signature of the body alone", f"{t},v1={mac('', SECRET)}", EVENT


def whole():
    for name, signed, body, *secrets in cases():
        raw = body if isinstance(body, bytes) else body.encode()
        shown = {"body": body} if isinstance(body, str) else {"hex": raw.hex()}
        yield {"name": name, "header": signed, **shown, "secrets": secrets[0] if secrets else [SECRET]}, raw


def python_accepts(case, raw):
    def accepts(secret):
        try:
            return stripe.WebhookSignature.verify_header(raw, case["header"], secret, stripe.Webhook.DEFAULT_TOLERANCE)
        except (stripe.SignatureVerificationError, UnicodeDecodeError):
            return False
    with mock.patch("time.time", lambda: float(NOW)):
        return any(accepts(secret) for secret in case["secrets"])


def node_accepts(found):
    asked = json.dumps({"now": NOW, "cases": [{**case, "raw": raw.hex()} for case, raw in found]})
    answer = subprocess.run(["node", HERE / "verdicts.mjs"], input=asked, capture_output=True, text=True, check=True)
    return json.loads(answer.stdout)


def verdicts():
    found = list(whole())
    for (case, raw), node in zip(found, node_accepts(found), strict=True):
        ahead = case["name"] in ("five minutes and a second ahead", "a year ahead", "a time in milliseconds")
        stricter = {"stricter": "signed more than 300 s ahead of us"} if ahead else {}
        yield case | {"python": python_accepts(case, raw), "node": node} | stricter


def main():
    made = {"now": NOW, "cases": list(verdicts())}
    text = json.dumps(made, indent=1, ensure_ascii=False) + "\n"
    if "--update" in sys.argv:
        FILE.write_text(text, encoding="utf-8")
    elif FILE.read_text(encoding="utf-8") != text:
        sys.exit("Stripe's libraries judge otherwise than tests/stripe/signatures.json says: see --update")
    accepted = sum(case["python"] and case["node"] for case in made["cases"])
    apart = [case["name"] for case in made["cases"] if case["python"] != case["node"]]
    print(f"{len(made['cases'])} signatures, {accepted} accepted by both libraries; they differ on: {', '.join(apart)}")


if __name__ == "__main__":
    main()
