"""infra/deploy, with programs in place of `aws`, `sam`, `cargo` and `readelf` that note how they are called."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "infra"))

from deployment import opening, stack  # noqa: E402

TOOL = """
import json, os, sys
from pathlib import Path
home = Path(os.environ["HOME"])
words = [Path(sys.argv[0]).name, *sys.argv[1:]]
file = next((word[7:] for word in words if word.startswith("file://")), None)
with open(home / "calls", "a") as calls:
    calls.write(json.dumps({"words": words, "request": json.loads(Path(file).read_text()) if file else None}) + "\\n")
line = " ".join(words)
for start, out, error in json.loads((home / "answers").read_text()):
    if line.startswith(start):
        print(out)
        print(error, file=sys.stderr)
        sys.exit(bool(error))
"""
OUTPUTS = {
    "ShopAddress": "https://shop",
    "BackOfficeAddress": "https://shop/back-office",
    "WebhookAddress": "https://shop/webhooks/stripe",
    "TableName": "larder-Table-1",
    "FilesName": "files-1",
    "DistributionName": "d.example",
}
RUNNING = {"Stacks": [{"StackStatus": "CREATE_COMPLETE", "Outputs": [{"OutputKey": k, "OutputValue": v} for k, v in OUTPUTS.items()]}]}
MISSING = "An error occurred (ParameterNotFound) when calling the GetParameter operation"
ANSWERS = [
    ("readelf", "Machine: Advanced Micro Devices X86-64\n Name: GLIBC_2.34  Name: GLIBC_2.2.5", ""),
    ("aws sts", '{"Account": "1"}', ""),
    ("aws ssm get-parameter --name /larder/link-secret", "", MISSING),
    ("aws ssm get-parameter", "3", ""),
    ("aws ssm put-parameter", '{"Version": 1}', ""),
    ("aws lambda", "1000", ""),
    ("aws cloudformation describe-stacks", json.dumps(RUNNING), ""),
    ("aws sesv2", "true", ""),
]


class Owner:
    """Somebody in front of a copy of what is deployed."""

    def __init__(self, *answers):
        self.folder = tempfile.TemporaryDirectory()
        self.home = Path(self.folder.name)
        manifests = [f"functions/{folder.name}/Cargo.toml" for folder in (ROOT / "functions").iterdir()]
        for path in ("infra/deploy", "infra/deployment", "infra/template.yaml", "infra/samconfig.toml", *manifests):
            target = self.home / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if (ROOT / path).is_dir() else shutil.copy2)(ROOT / path, target)
        self.tools = self.home / "tools"
        self.tools.mkdir()
        for name in ("aws", "sam", "cargo", "cargo-lambda", "readelf"):
            (self.tools / name).write_text(f"#!{sys.executable}{TOOL}", encoding="utf-8")
            (self.tools / name).chmod(0o755)
        (self.tools / "python").symlink_to(sys.executable)
        for folder in (self.home / "functions").iterdir():
            bootstrap = self.home / "target" / "lambda" / f"larder-{folder.name}" / "bootstrap"
            bootstrap.parent.mkdir(parents=True)
            bootstrap.touch()
        (self.home / "answers").write_text(json.dumps([*answers, *ANSWERS]), encoding="utf-8")

    def says(self, *words, types=""):
        environment = {"HOME": str(self.home), "PATH": f"{self.tools}:/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"}
        command = [self.tools / "python", self.home / "infra" / "deploy", "--region", "eu-central-1", *words]
        done = subprocess.run(command, env=environment, cwd=self.home, input=types, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def calls(self, start=""):
        file = self.home / "calls"
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []
        return [call for call in lines if " ".join(call["words"]).startswith(start)]

    def deploys(self, *words):
        return self.says("--owner-mail", "owner@larder.example", "--yes", *words)


class Deploying(unittest.TestCase):
    def owner(self, *answers):
        owner = Owner(*answers)
        self.addCleanup(owner.folder.cleanup)
        return owner

    def test_a_dry_run_builds_everything_once_and_asks_no_account(self):
        owner = self.owner()
        code, said = owner.deploys("--dry-run")
        self.assertEqual(0, code, said)
        [build] = owner.calls("cargo")
        self.assertIn("x86_64-unknown-linux-gnu.2.34", build["words"])
        built = {after for word, after in zip(build["words"], build["words"][1:], strict=False) if word == "--package"}
        self.assertEqual({f"larder-{folder.name}" for folder in (ROOT / "functions").iterdir()}, built)
        self.assertEqual(([], []), (owner.calls("aws"), owner.calls("sam deploy")))
        self.assertIn("Would run:\n  sam deploy", said)

    def test_what_needs_a_newer_c_library_stays_here(self):
        owner = self.owner(("readelf", "Machine: Advanced Micro Devices X86-64\n Name: GLIBC_2.36", ""))
        code, said = owner.deploys()
        self.assertEqual(1, code)
        self.assertIn("needs glibc 2.36, and provided.al2023 has 2.34", said)
        self.assertEqual([], owner.calls("sam deploy"))

    def test_what_was_built_for_another_machine_stays_here(self):
        code, said = self.owner().deploys("--architecture", "arm64")
        self.assertEqual(1, code)
        self.assertIn("was built for another machine than arm64", said)

    def test_without_credentials_nothing_is_built(self):
        owner = self.owner(("aws sts", "", "Unable to locate credentials"))
        code, said = owner.deploys()
        self.assertEqual(1, code)
        self.assertIn("AWS does not know you", said)
        self.assertEqual([], owner.calls("cargo"))

    def test_a_wrong_address_is_noticed_before_anything_else(self):
        owner = self.owner()
        code, said = owner.says("--owner-mail", "Owner", "--yes")
        self.assertEqual(1, code)
        self.assertIn("OwnerMail cannot be 'Owner': a mail address in lower case.", said)
        self.assertEqual([], owner.calls("cargo") + owner.calls("sam"))

    def test_a_first_deploy_makes_the_link_secret_and_writes_the_first_rows_after_the_stack(self):
        owner = self.owner()
        code, said = owner.deploys("--shop-name", "Joe's Shop & Co")
        self.assertEqual(0, code, said)
        [put] = owner.calls("aws ssm put-parameter")
        self.assertRegex(put["request"]["Value"], r"^[0-9a-f]{64}$")
        self.assertNotIn(put["request"]["Value"], " ".join(put["words"]) + said)
        [deploy] = owner.calls("sam deploy")
        for told in (
            'ShopName="Joe\'s Shop & Co"',
            'LinkSecretParameter="/larder/link-secret:1"',
            'StripeKeyParameter="/larder/stripe-key:3"',
        ):
            self.assertIn(told, deploy["words"])
        later = owner.calls()[owner.calls().index(deploy) :]
        written = [call["words"][2] for call in later if call["words"][1] == "dynamodb"]
        self.assertEqual(["transact-write-items", "put-item"], written)
        self.assertIn("https://shop/back-office/sign-in with owner@larder.example", said)

    def test_stripes_keys_are_asked_for_where_they_can_be_entered(self):
        code, said = self.owner(("aws ssm get-parameter --name /larder/stripe-key", "", MISSING)).deploys()
        self.assertEqual(1, code)
        self.assertIn("Stripe's secret key (sk_... or rk_...) is not stored yet", said)

    def test_a_shop_without_paypal_says_so_once_and_is_not_asked_where_nobody_answers(self):
        owner = self.owner(("aws ssm get-parameter --name /larder/paypal", "", MISSING))
        self.assertEqual(0, owner.deploys()[0])
        told = {put["request"]["Name"]: put["request"]["Value"] for put in owner.calls("aws ssm put-parameter")}
        self.assertEqual("none", told["/larder/paypal"])
        self.assertIn('PayPalParameter="/larder/paypal:1"', owner.calls("sam deploy")[0]["words"])

    def test_changes_that_are_not_agreed_to_are_dropped(self):
        owner = self.owner(("aws cloudformation list-change-sets", '["change-1"]', ""))
        code, said = owner.deploys()
        self.assertEqual((1, "Nothing was changed."), (code, said.strip().splitlines()[-1]))
        self.assertEqual(1, len(owner.calls("aws cloudformation delete-change-set")))
        self.assertEqual([], owner.calls("aws dynamodb"))

    def test_running_it_again_finds_the_owner_there(self):
        owner = self.owner(("aws dynamodb put-item", "", "An error occurred (ConditionalCheckFailedException)"))
        self.assertEqual(0, owner.deploys()[0])

    def test_a_small_account_reserves_nothing(self):
        owner = self.owner(("aws lambda", "10", ""))
        self.assertEqual(0, owner.deploys()[0])
        self.assertIn('ReserveConcurrency="no"', owner.calls("sam deploy")[0]["words"])

    def test_what_is_missing_is_named_at_once(self):
        owner = self.owner()
        for name in ("sam", "cargo-lambda"):
            (owner.tools / name).unlink()
        self.assertRegex(owner.deploys()[1], r"Missing: sam \(.*\), cargo-lambda \(")

    def test_destroying_asks_first(self):
        for types, deleted in (("", 0), ("yes\n", 0), ("larder\n", 1)):
            owner = self.owner()
            owner.says("destroy", types=types)
            self.assertEqual(deleted, len(owner.calls("sam delete")), types)


class FirstRows(unittest.TestCase):
    VALUES = {"ShopName": "Larder", "OwnerMail": "owner@larder.example", "Currency": "EUR", "TimeZone": "Europe/Berlin"}

    def test_the_first_settings_have_every_field_the_shop_reads(self):
        code = (ROOT / "shared/domain/src/settings.rs").read_text(encoding="utf-8")

        def fields(struct):
            body = re.search(rf"pub struct {struct} \{{(.*?)^\}}", code, re.S | re.M)[1]
            optional = set(re.findall(r"#\[serde\(default[^\n]*\n(?:    #[^\n]*\n)*    pub (\w+):", body))
            return set(re.findall(r"^    pub (\w+):", body, re.M)) - optional, optional

        first = opening.first_settings(self.VALUES)
        self.assertEqual((set(first), opening.OPTIONAL), fields("Settings"))
        self.assertEqual((set(first["slots"]), set()), fields("SlotRules"))

    def test_settings_that_are_there_stay_but_for_those_a_file_tells(self):
        update = opening.settings("t", {"settings": {"name": "Larder", "city": ""}, "told": {"city": "Berlin"}})
        self.assertEqual("SET #name = if_not_exists(#name, :name), #city = :city", update["UpdateExpression"])
        self.assertEqual({":name": {"S": "Larder"}, ":city": {"S": "Berlin"}}, update["ExpressionAttributeValues"])

    def test_keys_are_spelled_as_the_store_spells_them(self):
        keys = (ROOT / "shared/cloud/src/store/keys.rs").read_text(encoding="utf-8")
        for spelled in ('"A#settings".to_owned(), "A"', 'format!("U#{email}"), "U"', 'format!("G#{hash}"), "G"', 'DUE: &str = "job"'):
            self.assertIn(spelled, keys)
        self.assertEqual({"pk", "sk", "jq", "due"}, set(opening.publication("t")["Item"]))

    def test_the_sign_in_link_is_one_the_back_office_knows_by_its_hash(self):
        told = []
        with mock.patch.object(opening, "tell_aws", lambda *words: told.append(words[3])):
            link = opening.sign_in_link("r", "t", "owner@larder.example", "https://shop/back-office")
        token = re.fullmatch(r"https://shop/back-office/sign-in/([0-9a-f]{32})", link)[1]
        [put] = told
        self.assertEqual({"S": f"G#{hashlib.sha256(token.encode()).hexdigest()}"}, put["Item"]["pk"])
        self.assertNotIn(token, json.dumps(put))
        code = (ROOT / "shared/cloud/src/store/staff.rs").read_text(encoding="utf-8")
        fields = [re.search(rf"struct {name} \{{(.*?)^\}}", code, re.S | re.M)[1] for name in ("Member", "Pass")]
        named = set(re.findall(r"^    (?:pub )?(\w+):", "".join(fields), re.M)) - {"member"}
        self.assertEqual({"pk", "sk"} | named, set(put["Item"]))

    def test_the_webhook_is_told_of_the_events_it_acts_on(self):
        code = (ROOT / "shared/payments/src/webhook.rs").read_text(encoding="utf-8")
        deploy = (ROOT / "infra/deploy").read_text(encoding="utf-8")
        wanted = set(re.findall(r'"((?:payment_intent|setup_intent|refund|charge)\.[a-z_.]+)"', code))
        self.assertEqual(wanted, set(re.findall(r'"([a-z_.]+)"', re.search(r"STRIPE_EVENTS = (\[.*?\])", deploy, re.S)[1])))
        http = (ROOT / "shared/payments/src/stripe/http.rs").read_text(encoding="utf-8")
        [version] = re.findall(r'API_VERSION: &str = "(.+)"', http)
        self.assertIn(f'STRIPE_VERSION = "{version}"', deploy)

    def test_paypals_webhook_is_told_of_the_events_it_acts_on(self):
        code = (ROOT / "shared/payments/src/paypal/webhook.rs").read_text(encoding="utf-8")
        told = re.search(r"PAYPAL_EVENTS = (\[.*?\])", (ROOT / "infra/deploy").read_text(encoding="utf-8"), re.S)[1]
        self.assertEqual(set(re.findall(r'"([A-Z]+\.[A-Z.]+)"', code)), set(re.findall(r'"([A-Z.]+)"', told)))

    def test_every_parameter_is_asked_for_or_a_secret(self):
        self.assertEqual(set(stack.parameters()), set(stack.asked_parameters()) | set(stack.KEYS))
        for name, known in stack.parameters().items():
            self.assertTrue("Description" in known and {"AllowedPattern", "AllowedValues"} & set(known), name)


if __name__ == "__main__":
    unittest.main()
