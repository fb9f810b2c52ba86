"""Secrets: entered without an echo, kept in SSM, and named to the template with their version."""

import getpass
import json
import re
import secrets
import sys

from .tools import Stop, aws, tell_aws

WEBHOOK = "StripeWebhookSecretsParameter"
PAYPAL = "PayPalParameter"
# Name, question, and what an answer looks like. Links are made with randomness that nobody needs to know.
SECRETS = {
    "StripeKeyParameter": ("stripe-key", "Stripe's secret key (sk_... or rk_...)", r"(sk|rk)_\w+"),
    WEBHOOK: (
        "stripe-webhook-secrets",
        "Stripe's webhook signing secret (whsec_...), empty if there is none yet",
        r"(whsec_\w+(,whsec_\w+)*)?",
    ),
    PAYPAL: (
        "paypal",
        "PayPal's client id, secret and webhook id (ID:SECRET:WEBHOOK), empty if shoppers pay by card only",
        r"([\w-]+:[\w-]+:\w+)?",
    ),
    "LinkSecretParameter": ("link-secret", None, None),
}


def name_of(stack, key):
    return f"/{stack}/{SECRETS[key][0]}"


def stored(options, region):
    """Each as name:version, so that a new value is a change that CloudFormation sees."""
    return {key: f"{name_of(options.stack, key)}:{version(options, region, key)}" for key in SECRETS}


def version(options, region, key):
    name = name_of(options.stack, key)
    found = aws(region, "ssm", "get-parameter", "--name", name, "--query", "Parameter.Version")
    if found.returncode and "ParameterNotFound" not in found.stderr:
        raise Stop(found.stderr.strip())
    # A new link secret would close every order's page to its shopper.
    anew = options.command == "secrets" and key != "LinkSecretParameter"
    if not found.returncode and not anew:
        return json.loads(found.stdout)
    # A plain string: CloudFormation puts no SecureString into a function's environment.
    put = {"Name": name, "Value": entered(key) or unknown(key), "Type": "String", "Overwrite": True}
    return tell_aws(region, "ssm", "put-parameter", put)["Version"]


def entered(key):
    _, question, pattern = SECRETS[key]
    if question is None:
        return ""
    if not sys.stdin.isatty() and key == PAYPAL:
        return ""
    if not sys.stdin.isatty():
        raise Stop(f"{question} is not stored yet. Run this where it can be entered.")
    while not re.fullmatch(pattern, value := getpass.getpass(f"{question}: ").replace(" ", "")):
        print("That is not one.")
    return value


def unknown(key):
    """A secret that nobody has: no webhook is believed until the real one is entered."""
    if key == PAYPAL:
        return "none"
    if key == WEBHOOK:
        print("Until it is entered with `infra/deploy secrets`, no payment is noticed.")
    return secrets.token_hex(32)
