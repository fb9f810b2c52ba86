"""The auditor and the watcher against a table, a provider, queues and a post office that answer over HTTP."""

import contextlib
import io
import json
import sys
import tempfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

sys.path.insert(0, str(Path(__file__).parent))

import audit
import dump as dumps
import watch
from sample import F
from sample_shop import Shop


class Stub(BaseHTTPRequestHandler):
    """A table, a provider, queues and a post office on one port, two results a page."""

    shop = None

    def log_message(self, *_):
        pass

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        target = self.headers["X-Amz-Target"].partition(".")[2]
        assert self.headers["Authorization"].startswith("AWS4-HMAC-SHA256 Credential=")
        dump = self.shop.dump()
        match target:
            case "ListQueues":
                self.answer({"QueueUrls": [f"http://{self.headers['Host']}/0/jobs"]})
            case "GetQueueAttributes":
                self.answer({"Attributes": {"ApproximateNumberOfMessages": "0"}})
            case "Scan":
                self.page(dump.table, body)
            case "Query":
                (wanted,) = body["ExpressionAttributeValues"].values()
                rows = {"day": dump.index_day, "due": dump.index_due}[body["IndexName"]]
                key = body["ExpressionAttributeNames"]["#k"]
                self.page([row for row in rows if row[key] == wanted], body)

    def page(self, rows, body):
        start = int(body.get("ExclusiveStartKey", {}).get("n", {}).get("N", 0))
        more = {"LastEvaluatedKey": {"n": {"N": str(start + 2)}}} if start + 2 < len(rows) else {}
        self.answer({"Items": rows[start : start + 2], **more})

    def do_GET(self):
        url = urlsplit(self.path)
        if url.path == "/mails.json":
            return self.answer(self.shop.mails)
        assert self.headers["Authorization"] == "Bearer sk_test"
        kind = {"sessions": "sessions", "payment_intents": "intents", "refunds": "refunds", "disputes": "disputes", "events": "events"}[
            url.path.rsplit("/", 1)[1]
        ]
        rows = self.shop.stripe[kind][::-1]
        after = parse_qs(url.query).get("starting_after")
        start = next((n + 1 for n, row in enumerate(rows) if after and row["id"] == after[0]), 0)
        self.answer({"object": "list", "data": rows[start : start + 2], "has_more": start + 2 < len(rows)})

    def answer(self, content):
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class OverHttp(unittest.TestCase):
    def setUp(self):
        Stub.shop = Shop()
        Stub.shop.head(F)["state"]["awaiting_payment"]["until"] = "2099-01-01T00:00:00Z"  # whenever this test runs
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name)

    def tearDown(self):
        self.server.shutdown()
        self.server.server_close()
        self.folder.cleanup()

    def audit(self, *arguments):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            code = audit.main([str(argument) for argument in arguments])
        return code, printed.getvalue()

    def everything(self):
        (self.path / "log").write_text("".join(json.dumps(line) + "\n" for line in Stub.shop.log))
        live = ["--dynamodb", self.url, "--stripe", self.url, "--stripe-key", "sk_test", "--sqs", self.url]
        return [*live, "--mails", f"{self.url}/mails.json", "--log", self.path / "log"]

    def test_everything_is_read_page_by_page(self):
        code, printed = self.audit(*self.everything(), "--dump", self.path / "dump")
        self.assertEqual((0, "no violations"), (code, printed.splitlines()[-1]))
        saved = dumps.load(self.path / "dump")
        self.assertEqual((len(Stub.shop.rows), 5, 11), (len(saved.table), len(saved.stripe["intents"]), len(saved.log)))

    def test_a_saved_dump_can_be_audited_and_spoiled_by_hand(self):
        folder = self.path / "saved"
        dumps.save(Shop().dump(), folder)
        self.assertEqual(0, self.audit("--from", folder)[0])
        table = json.loads((folder / "table.json").read_text())
        next(row for row in table if row["pk"]["S"] == "P#cola" and row["sk"]["S"] == "S")["available"] = {"N": "41"}
        (folder / "table.json").write_text(json.dumps(table))
        code, printed = self.audit("--from", folder, "--out", self.path / "out.json")
        self.assertEqual(1, code)
        self.assertIn("VIOLATION I2 cola", printed)
        (violation,) = json.loads((self.path / "out.json").read_text())["violations"]
        self.assertEqual(("I2", "cola"), (violation["invariant"], violation["id"]))

    def test_the_watcher_notes_what_must_never_be_seen(self):
        Stub.shop.product("cola")["available"] = -3
        Stub.shop.row("T#2026-11-23", "14:00-16:00#pickup#store")["used"] = 4
        (self.path / "stop").touch()
        with contextlib.redirect_stdout(io.StringIO()):
            code = watch.main(["--dynamodb", self.url, "--stop", str(self.path / "stop"), "--out", str(self.path / "seen")])
        seen = dumps.json_lines((self.path / "seen").read_text())
        self.assertEqual((1, {"cola", "2026-11-23_14:00-16:00_pickup_store"}), (code, {one["id"] for one in seen}))

    def test_a_source_that_is_not_there_is_an_error_of_its_own(self):
        with contextlib.redirect_stderr(io.StringIO()):
            self.assertEqual(2, self.audit("--dynamodb", self.url, "--stripe", "http://127.0.0.1:1")[0])
