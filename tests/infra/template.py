"""infra/template.yaml, read: CloudFormation's short forms as their long ones, and what the tests ask of it."""

import json
import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
PATH = ROOT / "infra" / "template.yaml"


class Loader(yaml.SafeLoader):
    """Knows `!Ref` and its like."""


def long_form(loader, tag, node):
    name = tag if tag in ("Ref", "Condition") else f"Fn::{tag}"
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
        return {name: value.split(".", 1) if tag == "GetAtt" else value}
    build = loader.construct_sequence if isinstance(node, yaml.SequenceNode) else loader.construct_mapping
    return {name: build(node, deep=True)}


Loader.add_multi_constructor("!", long_form)
# `date` stays text: a version of a policy language is no day.
Loader.yaml_implicit_resolvers = {
    k: [r for r in v if r[0] != "tag:yaml.org,2002:timestamp"] for k, v in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load():
    return Template(yaml.load(PATH.read_text(encoding="utf-8"), Loader))


class Template:
    """The template, to be looked at and, in a copy, to be broken."""

    def __init__(self, document):
        self.document = document
        self.resources = document["Resources"]

    def copy(self):
        return Template(json.loads(json.dumps(self.document)))

    def of_type(self, kind):
        return {name: one for name, one in self.resources.items() if one["Type"] == kind}

    def properties(self, name):
        return self.resources[name]["Properties"]

    @property
    def functions(self):
        """By the name of their program, `larder-browse`: logical name and properties."""
        found = self.of_type("AWS::Serverless::Function")
        return {Path(one["Properties"]["CodeUri"]).name: (name, one["Properties"]) for name, one in found.items()}

    def statements(self, role):
        policies = self.properties(role).get("Policies", [])
        return [statement for policy in policies for statement in policy["PolicyDocument"]["Statement"]]

    def role_of(self, function):
        return self.properties(function)["Role"]["Fn::GetAtt"][0]

    def routes(self):
        """`GET /` and the like, with the program that answers."""
        program = {name: program for program, (name, _) in self.functions.items()}
        found = {}
        for route in self.of_type("AWS::ApiGatewayV2::Route").values():
            integration = re.fullmatch(r"integrations/\$\{(\w+)\}", route["Properties"]["Target"]["Fn::Sub"])[1]
            function = self.properties(integration)["IntegrationUri"]["Fn::GetAtt"][0]
            found[route["Properties"]["RouteKey"]] = program[function]
        return found


def unless(holds, words):
    """What is wrong, as a list of one or none."""
    return [] if holds else [words]


def listed(value):
    return value if isinstance(value, list) else [value]


def names_in(value):
    """Every resource or parameter a value names."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "Ref":
                yield inner
            elif key == "Fn::GetAtt":
                yield inner[0]
            elif key == "Fn::Sub":
                yield from (name.split(".")[0] for name in re.findall(r"\$\{([\w:.]+)\}", inner))
            else:
                yield from names_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from names_in(inner)
