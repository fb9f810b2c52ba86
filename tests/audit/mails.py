"""What a mail is: told by its tags where it has some, else by its subject."""

import re

SUBJECTS = (
    ("refunded", r"money back"),
    ("claim", r"our answer|your message"),
    ("pay", r"^please pay|^bitte bezahl"),
    ("changed", r", changed$|, geändert$"),
    ("question", r"^a question|^eine rückfrage"),
    ("canceled", r"cancel"),
    ("ready", r"\bready\b"),
    ("on-its-way", r"on its way"),
    ("handed-over", r"with you|delivered"),
    ("review", r"review|needs a look|look at"),
    ("offers", r"\boffers?\b"),
    ("sign-in", r"sign[ -]?in|log[ -]?in"),
)


def kind(mail):
    """receipt, canceled, ready, review, offers or sign-in."""
    told = mail.get("kind") or tags(mail).get("kind")
    if told:
        return told.removesuffix("-mail")
    subject = str(mail.get("subject", "")).lower()
    return next((name for name, words in SUBJECTS if re.search(words, subject)), "receipt")


def about(mail, orders):
    """The order a mail is about, if it names one."""
    told = mail.get("order") or tags(mail).get("order")
    if told:
        return told
    for part in ("subject", "text", "body", "html"):
        for word in re.findall(r"\b[0-9A-HJKMNP-TV-Z]{12}\b", str(mail.get(part) or "")):
            if word in orders:
                return word
    return None


def tags(mail):
    """Tags as a map, or as SES lists them."""
    given = mail.get("tags") or mail.get("EmailTags") or {}
    if isinstance(given, dict):
        return given
    return {str(tag.get("Name", tag.get("name"))): tag.get("Value", tag.get("value")) for tag in given}
