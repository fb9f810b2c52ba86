"""Scenes of the walk: what staff do."""

import datetime
import gzip
import struct
import zlib

from harness.gateway import good
from rehearse.shopping import Ordered
from rehearse.stack import OWNER

ASSORTMENT = b"""sku,name,aisle,unit,quantity,price,stock,vat
milk,Whole Milk,Dairy,l,1,1.29,100000,reduced
bread,Rye Bread,Bakery,g,500,2.50,100000,reduced
apples,Apples,Fruit,kg-loose,0.2,3.00,10000,reduced
wine,Red Wine,Cellar,l,0.75,7.90,0,standard
cider,Cider,Cellar,l,0.75,3.90,3,standard
"""


def opening(shop):
    """A stack that was just deployed becomes a shop."""
    shop.at("the deploy writes what a shop cannot open without")
    shop.stack.open()
    shop.at("the sweep sends the first job")
    shop.clock.fire("Sweep")
    shop.at("the queue publishes the first catalog")
    shop.until(lambda: shop.file("catalog/current.json.zst"), "the catalog is in the bucket")
    shop.at("the owner signs in by a link in a mail")
    shop.owner = shop.signed_in(OWNER)
    shop.at("the owner brings the assortment in")
    bring_in(shop, ASSORTMENT)
    shop.at("the owner opens slots for many")
    good(shop.owner.patch("/back-office/settings", {"capacity_pickup": 5000}))
    shop.published()
    shop.at("shoppers see it")
    shop.stack.start_cold("Browse")
    shop.until(lambda: shop.browser().get("/products/milk").status == 200, "milk is in the shop")


def bring_in(shop, sheet, unusable=0):
    """Reads a product list, applies it, waits until it is done. Answers its address."""
    plan = good(shop.owner.post("/back-office/imports", sheet, "text/csv"), 201)
    assert len(plan["report"]["bad"]) == unusable, plan["report"]
    path = f"/back-office/imports/{plan['import']}"
    good(shop.owner.post(f"{path}/apply"))
    shop.until(lambda: good(shop.owner.get(path))["state"] == "done", "the import is done")
    return path


def importing(shop):
    shop.stack.start_cold("BackOffice")
    number = next(shop.numbers)
    shop.at("a product list is read, and says what it would change")
    rows = f"new-{number},New,News {number},piece,1,1.00,7,standard\nbread,Rye Bread,Bakery,g,500,2.50,{50000 + number},reduced\n"
    rows += "odd,Odd,Odd,piece,1,much,7,standard\n"
    path = bring_in(shop, b"sku,name,aisle,unit,quantity,price,stock,vat\n" + rows.encode(), unusable=1)
    shop.at("its stock is booked")
    assert good(shop.owner.get(f"/back-office/products/new-{number}"))["available"] == 7
    shop.at("rows of no use can be had as a file")
    csv = shop.owner.ask("GET", f"{path}/rows.csv", headers={"accept-encoding": "gzip"})
    assert b"much" in gzip.decompress(csv.body), csv
    shop.at("the queue publishes it")
    shop.published()


def editing(shop):
    number = next(shop.numbers)
    shop.at("a price is changed")
    good(shop.owner.patch("/back-office/products/wine", {"price": 700 + number}))
    shop.at("stock is counted")
    good(shop.owner.patch("/back-office/products/wine", {"stock": number}))
    assert good(shop.owner.get("/back-office/products/wine"))["available"] == number
    good(shop.owner.patch("/back-office/products/wine", {"stock": 0}))
    shop.at("the list of products shows it")
    assert shop.owner.get("/back-office/products?q=wine").status == 200
    shop.at("the queue publishes the price")
    shop.published()


def picturing(shop):
    """A picture is put on the shelf, taken away, and put back."""
    shop.stack.start_cold("BackOffice")
    path = "/back-office/products/milk/picture"
    shop.at("a picture is uploaded")
    name = good(shop.owner.post(path, plain_png(next(shop.numbers)), "image/png"))["picture"]
    shop.at("its files are in the bucket")
    for size in (160, 480, 960):
        for ending in ("webp", "jpg"):
            assert shop.file(f"pictures/{name}-{size}.{ending}"), (size, ending)
    shop.at("it is taken away")
    assert "picture" not in good(shop.owner.post(f"{path}/shown", {"picture": ""}))
    shop.at("and put back")
    assert good(shop.owner.post(f"{path}/shown", {"picture": name}))["picture"] == name
    shop.at("the queue publishes it")
    shop.published()


def plain_png(number):
    """200 by 200 pixels of one color, as PNG: another number, another picture."""
    color = bytes((number * 37 % 256, number * 91 % 256, 120))
    row = b"\0" + color * 200

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 200, 200, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(row * 200)) + chunk(b"IEND", b"")


def setting(shop):
    shop.at("the owner looks at the settings")
    good(shop.owner.get("/back-office/settings"))
    shop.at("the owner changes the slots")
    good(shop.owner.patch("/back-office/settings", {"lead_minutes": 60 + next(shop.numbers)}))
    shop.at("the owner writes a legal text")
    good(shop.owner.post("/back-office/legal", {"terms": f"Terms {next(shop.numbers)}"}))
    shop.at("the queue publishes the settings")
    shop.published()


def staffing(shop):
    email = f"staff-{next(shop.numbers)}@example.org"
    shop.at("the owner adds a member of staff")
    good(shop.owner.post("/back-office/staff", {"email": email, "role": "staff"}))
    shop.at("who signs in by a link in a mail")
    member = shop.signed_in(email)
    shop.at("works")
    assert member.get("/back-office").status == 200
    shop.at("signs out")
    good(member.post("/back-office/sign-out"))
    assert member.get("/back-office").status == 401
    shop.at("and is removed")
    good(shop.owner.post("/back-office/staff/remove", {"email": email}))
    assert not shop.rows(f"U#{email}")


def fulfilling(shop):
    """From the list to the counter; one apple less was found."""
    ordered = Ordered(shop).paid()
    path = f"/back-office/orders/{ordered.id}"
    shop.at("staff open the order")
    lines = {line["sku"]: line["line"] for line in good(shop.owner.get(path))["lines"]}
    shop.at("staff pick it")
    results = [{"line": lines["milk"], "pick": {"short": {"found": 1}}}, {"line": lines["apples"], "pick": {"weighed": {"grams": 590}}}]
    good(shop.owner.post(f"{path}/picks", {"results": results}))
    shop.at("staff say that it is ready")
    settled = good(shop.owner.post(f"{path}/ready"))["comes_to"]
    shop.at("the queue charges what was picked")
    assert ordered.intent("succeeded")["amount_received"] == settled
    shop.at("the queue tells the shopper")
    shop.letter(ordered.email, f"Your order {ordered.id} is ready")
    shop.at("staff hand it over")
    good(shop.owner.post(f"{path}/handover"))
    ordered.becomes("handed_over")
    shop.at("the day's takings show it")
    today = good(shop.owner.get("/back-office/takings"))
    assert today["total"] >= settled, today
    shop.handed_over_on = today["day"]
    claiming(shop, ordered, lines["milk"])


def claiming(shop, ordered, line):
    """Something was broken: told with a photo, seen by staff, and given back."""
    shop.at("the shopper sends a photo of what is broken")
    fields = {"key": ordered.key, "claim": "broken", "fault": "damaged", "line": line, "units": 1, "words": "It leaks"}
    parts = [f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()]
    parts.append(b'--x\r\nContent-Disposition: form-data; name="photo"; filename="a.png"\r\n\r\n' + plain_png(1) + b"\r\n--x--\r\n")
    good(ordered.browser.post(f"/orders/{ordered.id}/claims", b"".join(parts), "multipart/form-data; boundary=x"))
    shop.at("staff look at it")
    assert shop.owner.get(f"/back-office/orders/{ordered.id}/claims/broken/photo").status == 200
    shop.at("staff give the money back")
    said = {"outcome": "refund", "goods": "wasted", "reason": "We are sorry"}
    good(shop.owner.post(f"/back-office/orders/{ordered.id}/claims/broken", said))
    shop.at("the queue gives it back")
    shop.until(lambda: not shop.rows(f"X#{ordered.id}"), "the refund is made")
    shop.at("the owner gives something back by hand, at the provider")
    shop.provider("refunds", {"payment_intent": ordered.intent("succeeded")["id"], "amount": "50"})
    shop.at("the queue finds it, and books it")
    granted = f"/back-office/orders/{ordered.id}"
    shop.until(lambda: any(one["amount"] == 50 for one in good(shop.owner.get(granted))["refunds"]), "it is in the books")
    shop.at("the shopper looks at the invoice")
    assert ordered.browser.get(f"/orders/{ordered.id}/documents/invoice?key={ordered.key}").status == 200
    shop.at("the owner looks at the invoices")
    assert shop.owner.get("/back-office/invoices").status == 200
    shop.at("the owner makes room in its slot")
    good(shop.owner.post("/back-office/slots", {"slot": ordered.view()["fulfillment"]["slot"], "points": 100}))


def calling_off(shop):
    ordered = Ordered(shop).paid()
    shop.at("staff cancel the order")
    good(shop.owner.post(f"/back-office/orders/{ordered.id}/cancel", {"reason": "the oven broke"}))
    shop.at("the queue lets go of the money")
    ordered.intent("canceled")
    shop.at("the queue tells the shopper why")
    assert "the oven broke" in shop.letter(ordered.email, "was canceled")["BodyText"]


def reporting(shop):
    """The day's takings become files. The day before has none yet."""
    shop.stack.start_cold("Reports")
    day = shop.handed_over_on
    shop.at("the report of the day is made")
    report = shop.stack.invoke("Reports", {"day": day})
    assert report["total"] > 0, report
    shop.at("the report lands in the bucket")
    for part in (".csv", "/takings.csv", "/vat.csv", "/best-sellers.csv", "/sold-out.csv", ".json"):
        assert shop.file(f"reports/{day}{part}"), part
    assert b"wine" in shop.file(f"reports/{day}/sold-out.csv")
    shop.at("the owner gets it as a file, compressed as browsers like it")
    csv = shop.owner.ask("GET", f"/back-office/reports/{day}.csv", headers={"accept-encoding": "gzip"})
    assert gzip.decompress(csv.body) == shop.file(f"reports/{day}.csv"), csv
    shop.at("the clock makes the report of the day before")
    # Something was sold then, too, and other habits than last night's are worth a new catalog.
    eve = datetime.date.fromisoformat(day) - datetime.timedelta(days=1)
    fact = {name: value for name, value in next(iter(shop.rows(f"D#{day}").values())).items() if name not in ("pk", "sk")}
    shop.put_row(f"D#{eve}", f"{fact['order']}-{next(shop.numbers)}", {**fact, "day": str(eve)})
    assert shop.clock.fire("NightlyReports")["day"] <= day
    shop.at("the habits of the last weeks go into the next catalog")
    assert shop.file("reports/habits.json")
    shop.set("X#catalog", "publish", ["due"], "2020-01-01T00:00:00Z")
    shop.clock.fire("Sweep")
    shop.published()
    shop.at("a report that was never made is missing, not forbidden")
    before = datetime.date.fromisoformat(day) - datetime.timedelta(days=400)
    assert shop.owner.get(f"/back-office/reports/{before}.csv").status == 404
