"""The policies of the stack as they stand: what each statement allows, what it was needed for, and life without it."""

import json
import re
import threading
from contextlib import contextmanager


class Statement:
    """One statement of a policy."""

    def __init__(self, role, document):
        self.role, self.document = role, document
        self.sid = document["Sid"]
        self.actions, self.resources = several(document["Action"]), several(document["Resource"])
        condition = document.get("Condition", {}).get("ForAllValues:StringLike", {})
        self.leading_keys = several(condition.get("dynamodb:LeadingKeys"))

    @property
    def name(self):
        return f"{self.role.name}.{self.sid}"

    def covers(self, action, resource):
        """The parts of the statement that speak of this action on this resource; nothing when it does not."""
        actions = [one for one in self.actions if like(action, one)]
        resources = [one for one in self.resources if like(resource, one)]
        return {*actions, *resources} if actions and resources else set()

    def patterns_for(self, keys):
        """The patterns these leading keys are allowed by; `None` when one of them is not."""
        if not self.leading_keys:
            return set()
        found = [next((pattern for pattern in self.leading_keys if like(key, pattern)), None) for key in keys]
        return None if None in found else set(found)


class Role:
    """A role of the stack, its one policy, and the function that has it."""

    def __init__(self, iam, name, physical):
        self._iam, self.name, self.physical = iam, name, physical
        found = iam.get_role(RoleName=physical)["Role"]
        self.arn, self.trust = found["Arn"], found["AssumeRolePolicyDocument"]
        (self._policy,) = iam.list_role_policies(RoleName=physical)["PolicyNames"]
        document = iam.get_role_policy(RoleName=physical, PolicyName=self._policy)["PolicyDocument"]
        self.statements = [Statement(self, one) for one in document["Statement"]]
        self.present = list(self.statements)
        self._known = {}

    def may(self, action, resource):
        """Asks IAM whether the role may do this. For what AWS asks and the emulator does not."""
        if (action, resource) not in self._known:
            asked = {"PolicySourceArn": self.arn, "ActionNames": [action], "ResourceArns": [resource]}
            (answer,) = self._iam.simulate_principal_policy(**asked)["EvaluationResults"]
            self._known[action, resource] = answer["EvalDecision"] == "allowed"
        return self._known[action, resource]

    @contextmanager
    def without(self, statement):
        """As if the statement had never been written."""
        self._put([one for one in self.statements if one is not statement])
        try:
            yield
        finally:
            self._put(self.statements)

    def _put(self, statements):
        document = {"Version": "2012-10-17", "Statement": [one.document for one in statements]}
        self._iam.put_role_policy(RoleName=self.physical, PolicyName=self._policy, PolicyDocument=json.dumps(document))
        self.present, self._known = statements, {}


class Uses:
    """Which statements were needed for what, and which of their parts."""

    def __init__(self):
        self.where = None
        self._lock = threading.Lock()
        self.statements = {}
        self.parts = set()

    def note(self, statement, parts):
        """These parts of a statement are needed where we are."""
        with self._lock:
            self.statements.setdefault(statement.name, {}).setdefault(self.where, None)
            self.parts |= {(statement.name, part) for part in parts}

    def asked(self, role, action, resource):
        """Notes that a role is needed for this."""
        for statement in role.present:
            if parts := statement.covers(action, resource):
                self.note(statement, parts)

    def of(self, statement):
        """Where it was needed, in the order of the walk."""
        return [where for where in self.statements.get(statement.name, {}) if where]

    def unused(self, statement):
        """Actions, resources and leading keys that it allows and nobody asked for."""
        allowed = [*statement.actions, *statement.resources, *statement.leading_keys]
        return [part for part in allowed if (statement.name, part) not in self.parts]


def several(value):
    """A list, however it was written."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def like(text, pattern):
    """IAM's wildcards: `*` and `?`, and nothing else that a shell would know."""
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."), text, re.DOTALL) is not None
