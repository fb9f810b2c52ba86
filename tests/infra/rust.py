"""What the Rust code says: its routes, the variables it needs, and which calls of AWS each function makes."""

import re
from pathlib import Path

from access import METHODS, VERBS

ROOT = Path(__file__).resolve().parents[2]
STORE = ROOT / "shared" / "cloud" / "src" / "store"


def source(path):
    """A file without its tests and comments."""
    text = path.read_text(encoding="utf-8").split("#[cfg(test)]\nmod tests {")[0]
    return re.sub(r"^\s*//.*$", "", text, flags=re.M)


def programs():
    """The folder of each function by its program's name."""
    manifests = sorted(ROOT.glob("functions/*/Cargo.toml"))
    return {re.search(r'^name = "(.+)"', one.read_text(encoding="utf-8"), re.M)[1]: one.parent for one in manifests}


def code_of(program):
    files = sorted((programs()[program] / "src").rglob("*.rs"))
    return "\n".join(source(file) for file in files if file.name != "tests.rs")


def calls(text, name):
    """The arguments of every call of a method, whatever brackets are in them."""
    for found in re.finditer(rf"\.{name}\(", text):
        depth, start = 1, found.end()
        end = start
        while depth:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        yield text[start : end - 1]


def routes():
    """`GET /` and the like, with the program whose router has it."""
    found = {}
    for program in programs():
        code = code_of(program)
        if "web::assets_router()" in code:
            code += source(ROOT / "shared/web/src/assets.rs")
        for route in calls(code, "route"):
            path, handlers = re.fullmatch(r'\s*"([^"]+)"\s*,(.+)', route, re.S).groups()
            for method in re.findall(r"(?<![\w:])(get|post|put|patch|delete)\(", handlers):
                found[f"{method.upper()} {path}"] = program
    return found


def personal():
    """Where the pages of one person are: their addresses name no language."""
    code = source(ROOT / "shared/web/src/reader.rs")
    return re.findall(r'"([^"]+)"', re.search(r"const PERSONAL: .*?=\s*\[(.*?)\];", code, re.S)[1])


def needs(program):
    """The variables a function names as its needs."""
    listed = re.search(r"pub const NEEDS: .*?&\[(.*?)\];", code_of(program), re.S)[1]
    return {spelled()[name] for name in re.findall(r"Variable::(\w+)", listed)}


def spelled():
    return dict(re.findall(r'Variable::(\w+) => "(\w+)"', source(ROOT / "shared/cloud/src/env.rs")))


def rows(program):
    """The calls of the table a function makes: (action, family of rows)."""
    code = code_of(program)
    asked = {name for name in re.findall(r"\bstore\s*\.\s*(\w+)\s*\(", code) if name != "clone"}
    decided = {verb for verb in VERBS if re.search(rf"\bwhole(\.order)?\.{verb}\(", code)}
    # Where it does not cancel what is not paid, it gives no basket back.
    if "cancel" in decided and not re.search(r"AwaitingPayment \{ \.\. \} => whole\.give_up\(", code):
        decided.add("reopen")
    return set().union(*(METHODS[name] for name in asked), *(VERBS[verb] for verb in decided))


def unseen(program):
    """Uses of the table that `rows` cannot see."""
    return re.findall(r".*\.store\b(?!\s*\.\s*\w+\s*\(|:).*", code_of(program))


def others(program):
    """The calls of the bucket, the queue and the mail a function makes, by the action they need."""
    code = code_of(program)
    wanted = {
        "s3:GetObject": r"files\s*\.\s*get\(|(catalog|published)\s*\.\s*(catalog|last)\(",
        "s3:PutObject": r"files\s*\.\s*put(_forever)?\(|published\s*\.\s*publish\(",
        "sqs:SendMessage": r"jobs\s*\.\s*(announce|follow|send)\(",
        "ses:SendEmail": r"mail\s*\.\s*send\(",
    }
    return {action for action, call in wanted.items() if re.search(call, code)}


def folders(program):
    """Folders of the bucket that a function names."""
    code = code_of(program)
    named = set(re.findall(r'"(imports|reports|claims)/', code))
    named |= {"pictures"} if re.search(r"picture::file\(", code) else set()
    return named | ({"catalog"} if re.search(r"(catalog|published)\s*\.\s*(catalog|last|publish)\(", code) else set())


def store_methods():
    """The public methods of the store, with their bodies."""
    found = {}
    for file in sorted(STORE.glob("*.rs")):
        for block in re.split(r"^(?=impl\b)", source(file), flags=re.M):
            if block.startswith("impl Store {"):
                block = block.split("\n}\n")[0]
                for method in re.split(r"^    (?=pub |fn |async fn |pub\()", block, flags=re.M)[1:]:
                    if name := re.match(r"pub (?:async )?fn (\w+)", method):
                        found[name[1]] = method
    del found["new"]
    return found


def families_in(body):
    """The families of rows whose keys a method's body names."""
    keys = {
        "product_head": "P#*",
        "product_text": "P#*",
        "movement": "P#*",
        "movements_of_day": "P#*",
        "label": "P#*",
        "labels_since": "P#*",
        "directory": "C#catalog",
        "DIRECTORY": "C#catalog",
        "cart": "K#*",
        "bay": "H#*",
        "credit": "B#*",
        "credit_move": "B#*",
        "credit_moves": "B#*",
        "known": "M#*",
        "order_pk": "O#*",
        "order_head": "O#*",
        "order_lines": "O#*",
        "order_amended": "O#*",
        "former_order": "O#*",
        "pick_report": "O#*",
        "listener": "O#*",
        "fact": "O#*",
        "order_job": "X#*",
        "shop_job": "X#*",
        "slot": "T#*",
        "slot_day": "T#*",
        "shelf": "A#shelf",
        "settings": "A#settings",
        "reconciled": "A#reconciled",
        "takings": "D#*",
        "voucher": "Q#*",
        "voucher_uses": "Q#*",
        "listed_voucher": "C#vouchers",
        "VOUCHERS": "C#vouchers",
        "takings_day": "D#*",
        "gift": "D#*",
        "gifts_day": "D#*",
        "claim": "M#claims",
        "register": "F#*",
        "register_month": "F#*",
        "register_counter": "F#*",
        "CLAIMS": "M#claims",
        "staff": "U#*",
        "sign_in": "G#*",
        "session": "Z#*",
        "promotion": "R#promotions",
        "PROMOTIONS": "R#promotions",
        "run": "R#run",
        "subscriber": "N#subscribers",
        "SUBSCRIBERS": "N#subscribers",
        "import": "I#*",
        "queue": "W#*",
        "waiter": "Y#*",
        "DUE_INDEX": "index/due",
        "DAY_INDEX": "index/day",
    }
    helpers = {
        r"self\.publication\(": "X#*",
        r"\bkey_of\(": "X#*",
        r"(?<![\w:])job\(": "X#*",
        r"set_head\(": "P#*",
        r"take_down\(": "P#*",
        r"change_stock\(": "P#*",
        r"add_movement\(": "P#*",
        r"self\.change_line\(": "K#*",
        r"(?<![\w:])uses\(": "Q#*",
        r"vouchers::take\(": "Q#*",
        r"self\.heads\(": "P#*",
        r"self\.replace_settings\(": "A#settings",
        r"\.replace_settings\(": "X#*",
        r"self\.takings\(": "D#*",
        r"self\.orders_on\(": "index/day",
        r"self\.book\(": "O#*",
        r"self\.slots_used\(": "T#*",
        r"self\.note_(shelf|differences)\(": "A#shelf",
        r"self\.change_shelf\(": "A#shelf",
        r"self\.note_shelf\(": "X#*",
        r"self\.ask_for_calls\(": "X#*",
        r"self\.(un)?mark_waited\(": "A#shelf",
        r"self\.queue\(": "W#*",
        r"self\.waiter\(": "Y#*",
        r"self\.leave\(": "W#*",
        r"\.leave\(": "Y#*",
        r"self\.leave\(.*Some\(": "X#*",
        r"\bmove_credit\(": "B#*",
        r"known::trust\(": "M#*",
        r"\btake_at\(": "P#*",
    }
    named = {keys[name] for name in re.findall(r"\bkeys::(\w+)", body) if name in keys}
    return named | {family for helper, family in helpers.items() if re.search(helper, body)}


def constant(path, name):
    return int(re.search(rf"const {name}: \w+ = (\d+);", source(ROOT / path))[1])
