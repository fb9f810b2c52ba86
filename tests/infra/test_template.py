"""The template and the code say the same, and every check of that notices when they do not."""

import json
import os
import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import access
import checks
import rights
import rust
import template
import watching
from mutations import MUTATIONS

CHECKS = [checks.routes, checks.called, checks.limits, checks.programs, checks.variables, checks.logs, checks.table, checks.queue]
CHECKS += [rights.roles, rights.stars, rights.rights]
CHECKS += [watching.names, watching.schedules, watching.started, watching.filters, watching.alarms, watching.dashboard, watching.caching]
CHECKS += [watching.pictures]


class TheTemplate(unittest.TestCase):
    """One test per check, made below."""


for one in CHECKS:
    setattr(TheTemplate, f"test_{one.__name__}", lambda self, one=one: self.assertEqual([], one(template.load()), one.__doc__))


class EveryMutationIsFound(unittest.TestCase):
    """Each breaks a copy of the template in one place; the check it names has to say so."""


def found(mutation):
    def test(self):
        broken = template.load().copy()
        mutation.change(broken)
        self.assertNotEqual([], mutation.check(broken))

    return test


for mutation in MUTATIONS:
    setattr(EveryMutationIsFound, f"test_{mutation.name}", found(mutation))


class EveryStatementIsNeeded(unittest.TestCase):
    def test_without_any_one_statement_some_function_may_not_do_its_work(self):
        whole, left_out = template.load(), 0
        for name, _ in whole.functions.values():
            for number in range(len(whole.statements(whole.role_of(name)))):
                broken = whole.copy()
                del broken.properties(whole.role_of(name))["Policies"][0]["PolicyDocument"]["Statement"][number]
                self.assertNotEqual([], rights.rights(broken), f"{name} {number}")
                left_out += 1
        self.assertGreater(left_out, 50)


class EveryCheckHasAMutation(unittest.TestCase):
    def test_so_that_none_passes_by_looking_away(self):
        self.assertEqual(set(), set(CHECKS) - {mutation.check for mutation in MUTATIONS})


class TheTableOfRights(unittest.TestCase):
    """tests/infra/access.py says what each method of the store asks for."""

    def test_has_every_method(self):
        self.assertEqual(set(rust.store_methods()), set(access.METHODS))

    def test_names_the_rows_whose_keys_a_method_spells(self):
        # What these write is in the decision, not in the method.
        for name, body in rust.store_methods().items():
            if name not in ("decide", "learn", "commit"):
                self.assertEqual({family for _, family in access.METHODS[name]}, rust.families_in(body), name)


class TheReader(unittest.TestCase):
    """CloudFront tells people from programs as the functions do: the cases are those of want.rs."""

    def test_sees_what_the_functions_see(self):
        tests = (template.ROOT / "shared/web/src/want.rs").read_text(encoding="utf-8").split("mod tests")[1]
        cases = [([accept], want) for accept, want in re.findall(r'want\("([^"]*)"\), Content::(\w+)', tests)]
        self.assertGreater(len(cases), 5)
        cases += [([], "Html"), (["text/html;q=0.1", "application/json"], "Json"), (["application/json;q=x"], "Html")]
        spelled = {"Html": "text/html", "Json": "application/json"}
        self.assertEqual([spelled[want] for _, want in cases], self.read([accept for accept, _ in cases]))

    def read(self, accepts):
        code = template.load().properties("Reader")["FunctionCode"]
        ask = """
        const many = (values) => ({ accept: { value: values[0], multiValue: values.map((value) => ({ value })) } });
        const one = (values) => ({ accept: { value: values[0] } });
        const headers = (values) => (values.length === 0 ? {} : values.length === 1 ? one(values) : many(values));
        const read = (values) => handler({ request: { headers: headers(values) } }).headers.accept.value;
        console.log(JSON.stringify(JSON.parse(process.argv[1]).map(read)));
        """
        done = subprocess.run(["node", "-e", code + ask, json.dumps(accepts)], capture_output=True, text=True, check=True)
        return json.loads(done.stdout)


class Linters(unittest.TestCase):
    def lint(self, tool, *arguments):
        beside = [Path(sys.executable).parent, template.ROOT / "infra" / ".venv-checkov" / "bin"]
        program = shutil.which(tool, path=os.pathsep.join(map(str, beside))) or shutil.which(tool)
        self.assertIsNotNone(program, f"{tool} is not installed: see the requirements.txt here and in infra")
        done = subprocess.run([program, *arguments], cwd=template.ROOT, capture_output=True, text=True, check=False)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr[-2000:])
        return done.stdout

    def test_cfn_lint_has_nothing_to_say(self):
        self.assertEqual("", self.lint("cfn-lint", "infra/template.yaml").strip())

    def test_checkov_has_nothing_to_say_but_what_the_template_gives_a_reason_for(self):
        options = ("--framework", "cloudformation", "--compact", "--quiet", "--skip-download")
        said = self.lint("checkov", "--file", "infra/template.yaml", *options)
        self.assertIn("Failed checks: 0", said)
        self.assertNotIn("Parsing errors", said)


if __name__ == "__main__":
    unittest.main()
