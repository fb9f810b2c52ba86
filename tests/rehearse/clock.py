"""Schedules, fired here and now as Scheduler would: with the schedule's own input, if its role may start the target.

The emulator fires them too, by itself, and asks no role: it looks every ten seconds what is due.
"""

import json


class Clock:
    """The schedules of the stack by their logical names."""

    def __init__(self, stack):
        self._stack = stack
        scheduler = stack.emulator.client("scheduler")
        names = stack.of_type("AWS::Scheduler::Schedule")
        self.fired = 0
        self.schedules = {name: scheduler.get_schedule(Name=stack.physical[name]) for name in names}

    def fire(self, name):
        """Starts what the schedule starts, and waits for its end. Answers what it said."""
        target = self.schedules[name]["Target"]
        role = next(role for role in self._stack.roles.values() if role.arn == target["RoleArn"])
        self._asked(role, "lambda:InvokeFunction", target["Arn"])
        self.fired += name == "Sweep"
        function = next(one for one in self._stack.functions if self._stack.arn(one) == target["Arn"])
        return self._stack.invoke(function, json.loads(target["Input"]))

    def may_note_missed(self, name):
        """A run that could not be started is noted in the schedule's queue, with the schedule's role."""
        target = self.schedules[name]["Target"]
        role = next(role for role in self._stack.roles.values() if role.arn == target["RoleArn"])
        self._asked(role, "sqs:SendMessage", target["DeadLetterConfig"]["Arn"])

    def _asked(self, role, action, resource):
        self._stack.uses.asked(role, action, resource)
        assert role.may(action, resource), f"{role.name} may not {action} on {resource}"
