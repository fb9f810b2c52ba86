"""What each method of the store asks of the table, as IAM sees it: an action, and the family of rows it is made on.

A transaction asks for the actions of its parts. A family is the first part of a key (shared/cloud/src/store/keys.rs).
"""

ACTIONS = {"get": "GetItem", "batch": "BatchGetItem", "query": "Query", "put": "PutItem", "update": "UpdateItem", "delete": "DeleteItem"}


def table(text):
    """`name: action family family, action family` as name -> {(action, family)}."""
    found = {}
    for line in text.strip().splitlines():
        name, parts = line.split(":", 1)
        split = [part.split() for part in parts.split(",") if part.strip()]
        found[name.strip()] = {("dynamodb:" + ACTIONS[action], family) for action, *families in split for family in families}
    return found


METHODS = table("""
    cart: get K#*
    set_line: get K#*, put K#*, update K#*
    remove_line: get K#*, update K#*
    remember: put K#*
    fill_basket: get K#*, put K#*
    count_try: update K#*
    set_voucher: update K#*
    set_credit: update K#*
    credits: batch B#*
    vouchers: query C#vouchers, batch Q#*
    voucher: batch Q#*
    add_voucher: put Q#* C#vouchers
    end_voucher: update Q#*
    place: update K#* T#* P#* M#* Q#* B#*, put O#* X#* B#*
    decide: query O#*, put O#*
    learn: query O#*, put O#* X#*, update P#* T#* Q#*, delete X#*
    commit: put O#*
    order: get O#*
    park: query O#*, get O#* H#*, put O#* H#*, update H#*
    listen: query O#*, put O#*
    listeners: query O#*
    whole_order: query O#*
    orders_on: query index/day
    heads: batch P#*
    products: batch P#*
    directory: query C#catalog
    settings: get A#settings
    claims: query M#claims
    issued_in: query F#*
    issued: get F#*
    save_settings: put A#settings X#*
    change_settings: get A#settings, put A#settings X#*
    add_products: put P#* C#catalog
    save_product: update P#*, put P#* X#*
    save_head: update P#*, put P#* X#*
    labels: query P#*
    correct_stock: update P#*, put P#*
    ask_for_publication: put X#*
    recount: batch P#*, query P#*, update P#*, put P#*
    shelf: get A#shelf
    note_shelf: get A#shelf, update A#shelf, put X#*
    note_decision: batch P#*, get A#shelf, update A#shelf, put X#*
    room: query T#*
    slots_used: query T#*
    limit_slot: get T#*, update T#*
    member: get U#*
    save_member: put U#*
    remove_member: delete U#*
    may_have_link: update U#*
    sign_in_token: put G#*
    sign_in: get G#*, delete G#*, put Z#*
    bearer: put Z#*
    session: get Z#*
    sign_out: delete Z#*
    takings: query D#*
    gifts: query D#*
    books: query D#* O#* T#* index/day
    claim: update X#*
    give_back: update X#*
    overdue: query index/due
    take: update X#*
    finish: delete X#*
    import: get I#*
    save_import: put I#*
    start_import: update I#*, put X#*
    begin_chunk: get I#*, update I#*
    amend_products: update P#*, put P#*
    end_chunk: update I#* X#*, put X#*, delete X#*
    promotions: query R#promotions
    save_promotion: put R#promotions
    advance_promotion: update R#promotions
    first_run: put R#run
    subscribe: put N#subscribers
    unsubscribe: delete N#subscribers
    subscribers: query N#subscribers
    subscribed_in: get N#subscribers
    ask_for_offer_mail: put R#run X#*
    wait_for: get W#* Y#*, put W#* Y#*, update A#shelf
    waits: get Y#*
    stop_waiting: get W#* Y#*, put W#* Y#*
    call_everybody: get W#* Y#*, put W#* Y#* X#*, update A#shelf
    ask_for_calls: put X#*
    facts: query O#*
    ask_to_look: put X#*
    ask_to_authorize: put X#*
    name_page: put O#*
    reconciled: get A#reconciled
    note_reconciled: put A#reconciled
    credit: get B#*
    move_credit: put B#*, update B#*
    credit_moves: query B#*
    issue_credit: put B#* X#* D#*, update B#*
""")

# What `decide` writes besides the order, by the decision (shared/domain/src/order): stock, slot, basket, jobs, books.
VERBS = table("""
    expire: update P#* T#* K#* M#* Q#* B#*, put X#* B#*, delete X#*
    give_up: put X#*
    cancel: update P#* T#* M#* Q#* B#*, put X#* B#*
    reopen: update K#*, delete X#*
    listed: delete X#*
    pick: update P#* T#*, put P#*
    amend: update P#* T#* Q#*, put X#*
    rebook: update P#* T#* Q#*, put X#*
    end_asking: update P#* T#* B#*, put B#*, delete X#*
    card_refused: put X#*, delete X#*
    ready: update T#* M#* Q#* B#*, put X#* B#*
    hand_over: get F#*, put D#* X#* F#*, update M#* F#*
    hand_over_paid: get F#*, put D#* X#* F#*, update M#* F#*
    learn_late: update P#* T#* Q#*, put X#*, delete X#*
    differs: put X#*
    by_hand: get F#*, put D#* X#* F#*, update F#*
    arrive:
    refund_part: get F#*, put D#* X#* F#* B#*, update F#* B#*
    refund_refused: put X#*
    claim: put X#* M#claims
    answer_claim: get F#*, update P#* F#* B#*, put P#* D#* X#* F#* B#* M#claims, delete M#claims
    replacement_sent: delete M#claims
    come_back: update P#* T#* M#* Q#* B#*, put P#* X#* B#*, delete X#*
""")
