"""The template and the code say the same, and every check of that notices when they do not."""

import os
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
