"""What a shop cannot open without: settings, a catalog made from them, and somebody who may sign in."""

import datetime
import hashlib
import json
import secrets

from .tools import Stop, say, tell_aws


# Settings that may be absent: shared/domain/src/settings.rs says what then counts.
OPTIONAL = {
    "always_lowest", "at_handover", "claims", "country", "deals", "glossary", "language", "legal", "moved", "prices", "scale_labels", "seller",
    "synonyms", "version", "ways",
}


def rows(options, values):
    """The first settings, what a file says of them, and the owner's address."""
    first = first_settings(values)
    told = json.loads(options.settings.read_text(encoding="utf-8")) if options.settings else {}
    known = {name: value for name, value in told.items() if name in first or name in OPTIONAL}
    return {"settings": first, "told": known, "owner": values["OwnerMail"]}


def first_settings(values):
    """The fields of shared/domain/src/settings.rs. Aisles come with the first product list."""
    hours = ["08:00", "20:00"]
    pickup = [[f"{hour:02}:00", f"{hour + 1:02}:00"] for hour in range(9, 20)]
    return {
        "name": values["ShopName"],
        "street": "",
        "postcode": "",
        "city": "",
        "phone": "",
        "mail": values["OwnerMail"],
        "currency": values["Currency"],
        "time_zone": values["TimeZone"],
        "opening_hours": {day: hours for day in ("mon", "tue", "wed", "thu", "fri", "sat")},
        "aisles": [],
        "zones": [],
        "slots": {
            "delivery_windows": [],
            "pickup_windows": pickup,
            "capacity_delivery": 8,
            "capacity_pickup": 8,
            "lead_minutes": 120,
            "days": 6,
        },
    }


def write(region, table, rows):
    """Again and again the same: what is there stays, but for settings that a file tells."""
    say("writing what a shop cannot open without")
    tell_aws(
        region, "dynamodb", "transact-write-items", {"TransactItems": [{"Update": settings(table, rows)}, {"Put": publication(table)}]}
    )
    # Keys: shared/cloud/src/store/keys.rs.
    row = {"pk": f"U#{rows['owner']}", "sk": "U", "staff": rows["owner"], "role": "owner"}
    put = {"TableName": table, "Item": texts(row), "ConditionExpression": "attribute_not_exists(pk)"}
    tell_aws(region, "dynamodb", "put-item", put, passing="ConditionalCheckFailedException")


def sign_in_link(region, table, owner, office):
    """Signs the owner in once, within a quarter of an hour, before any mail can be sent. The table has only its hash."""
    token = secrets.token_hex(16)
    hashed = hashlib.sha256(token.encode()).hexdigest()
    row = {"pk": f"G#{hashed}", "sk": "G", "staff": owner, "role": "owner", "until": in_minutes(15)}
    tell_aws(region, "dynamodb", "put-item", {"TableName": table, "Item": texts(row)})
    return f"{office}/sign-in/{token}"


def settings(table, rows):
    kept = {name: f"#{name} = if_not_exists(#{name}, :{name})" for name in rows["settings"]}
    said = {name: f"#{name} = :{name}" for name in rows["told"]}
    values = {**rows["settings"], **rows["told"]}
    return {
        "TableName": table,
        "Key": texts({"pk": "A#settings", "sk": "A"}),
        "UpdateExpression": "SET " + ", ".join({**kept, **said}.values()),
        "ExpressionAttributeNames": {f"#{name}": name for name in values},
        "ExpressionAttributeValues": {f":{name}": attribute(value) for name, value in values.items()},
    }


def publication(table):
    """The job that makes the catalog. The sweep finds it within a minute."""
    return {"TableName": table, "Item": texts({"pk": "X#catalog", "sk": "publish", "jq": "job", "due": in_minutes(0)})}


def in_minutes(minutes):
    """A time as the shop stores it: times sort as text."""
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def texts(row):
    return {name: {"S": value} for name, value in row.items()}


def attribute(value):
    """A JSON value as DynamoDB writes it. Settings have neither fractions nor yes and no."""
    match value:
        case str():
            return {"S": value}
        case bool() | float() | None:
            raise Stop(f"No setting is {value!r}.")
        case int():
            return {"N": str(value)}
        case list():
            return {"L": [attribute(one) for one in value]}
        case dict():
            return {"M": {name: attribute(one) for name, one in value.items()}}
