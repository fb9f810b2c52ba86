"""The mutations: every statement of every policy in the template is taken away once, alone, and a step of the walk has to fail.

Only the policy is deployed anew, not the stack. Which scenes need a statement is known from the walk; the shortest comes first,
and no other is played once one failed. A statement that nothing fails without is a right nobody needs, or a test that is missing.
"""

import json
import time
from contextlib import contextmanager
from dataclasses import dataclass

from rehearse import running, working
from rehearse.walk import Broken, name_of, play

ELSEWHERE = (working.opening, running.unencrypted)
"""Scenes that say nothing about a role: one happens once, one wants to be refused."""


@dataclass(frozen=True)
class Mutation:
    """A statement, how to live without it, and where that should be noticed."""

    name: str
    without: object
    scenes: list
    function: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a mutation."""

    name: str
    caught: str
    """The step that failed; empty when none did."""
    cause: str
    seconds: float

    def __str__(self):
        return f"{self.name:42} {self.seconds:5.1f} s  {self.caught or f'NOT CAUGHT {self.cause}'}"


def mutations(shop, took):
    """All of them, in the order of the template's roles."""
    by_name = {name_of(scene): scene for scene in took}
    stack = shop.stack
    for role in stack.roles.values():
        for statement in role.statements:
            scenes = sorted((by_name[where] for where in stack.uses.of(statement) if where in by_name), key=took.get)
            scenes = [scene for scene in scenes if scene not in ELSEWHERE]
            yield Mutation(statement.name, role_without(role, statement), scenes, stack.function_of(role))
        yield Mutation(f"{role.name}, its trust", untrusted(shop, role), [running.trusting])
    for name in stack.of_type("AWS::Lambda::Permission"):
        function = name.removesuffix("Called")
        yield Mutation(name, uncalled(shop, function), [running.calling])
    for statement in json.loads(bucket_policy(shop))["Statement"]:
        scene = running.unencrypted if statement["Effect"] == "Deny" else running.pictures
        yield Mutation(f"FilesPolicy.{statement['Sid']}", without_in_bucket(shop, statement), [scene])
    yield Mutation("OnlyEncryptedMessages", without_queue_policy(shop), [running.unencrypted])


def run(shop, took, only=""):
    """Plays them. Answers what became of each, while it says so."""
    outcomes = []
    for mutation in mutations(shop, took):
        if only.lower() in mutation.name.lower():
            outcomes.append(outcome(shop, mutation))
            print(f"  {outcomes[-1]}", flush=True)
    return outcomes


def outcome(shop, mutation):
    """Plays scenes without the statement until one fails. With the statement the same scene has to go well again."""
    began = time.monotonic()
    with mutation.without():
        broken = first_broken(shop, mutation)
    start_cold(shop, mutation)
    shop.forget_jobs()
    caught, cause = "", ""
    if broken:
        caught, cause = f"{name_of(broken.scene)}: {broken.where}", str(broken.cause)[:300]
        try:
            play(shop, broken.scene)
        except Broken as again:
            caught, cause = "", f"{again}, with the statement too"
    for guard in shop.stack.guards.values():
        guard.denied.clear()
    return Outcome(mutation.name, caught, cause, time.monotonic() - began)


def first_broken(shop, mutation):
    start_cold(shop, mutation)
    for scene in mutation.scenes:
        try:
            play(shop, scene)
        except Broken as broken:
            return broken
    return None


def start_cold(shop, mutation):
    """A warm process would still hold what it was once allowed to read."""
    if mutation.function:
        shop.stack.start_cold(mutation.function)


def role_without(role, statement):
    return lambda: role.without(statement)


def untrusted(shop, role):
    """No role can be made without trust: this one trusts another service."""

    @contextmanager
    def without():
        iam, trust = shop.emulator.client("iam"), role.trust
        other = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
        document = {"Version": "2012-10-17", "Statement": [other]}
        iam.update_assume_role_policy(RoleName=role.physical, PolicyDocument=json.dumps(document))
        role.trust = iam.get_role(RoleName=role.physical)["Role"]["AssumeRolePolicyDocument"]
        try:
            yield
        finally:
            iam.update_assume_role_policy(RoleName=role.physical, PolicyDocument=json.dumps(trust))
            role.trust = trust

    return without


def uncalled(shop, function):
    """The function's own policy, without leave for the HTTP API."""

    @contextmanager
    def without():
        client, name = shop.emulator.client("lambda"), shop.stack.physical[function]
        (statement,) = json.loads(client.get_policy(FunctionName=name)["Policy"])["Statement"]
        client.remove_permission(FunctionName=name, StatementId=statement["Sid"])
        try:
            yield
        finally:
            source = next(iter(next(iter(statement["Condition"].values())).values()))
            principal, action = statement["Principal"]["Service"], statement["Action"]
            client.add_permission(FunctionName=name, StatementId=statement["Sid"], Action=action, Principal=principal, SourceArn=source)

    return without


def bucket_policy(shop):
    return shop.emulator.client("s3").get_bucket_policy(Bucket=shop.bucket)["Policy"]


def without_in_bucket(shop, statement):
    @contextmanager
    def without():
        s3, whole = shop.emulator.client("s3"), bucket_policy(shop)
        document = json.loads(whole)
        document["Statement"] = [one for one in document["Statement"] if one["Sid"] != statement["Sid"]]
        s3.put_bucket_policy(Bucket=shop.bucket, Policy=json.dumps(document))
        try:
            yield
        finally:
            s3.put_bucket_policy(Bucket=shop.bucket, Policy=whole)

    return without


def without_queue_policy(shop):
    @contextmanager
    def without():
        sqs, queue = shop.emulator.client("sqs"), shop.stack.physical["Jobs"]
        policy = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["Policy"])["Attributes"]["Policy"]
        sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": ""})
        try:
            yield
        finally:
            sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": policy})

    return without
