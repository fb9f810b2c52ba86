"""The auditor passes a right shop, and finds every single thing that is made wrong in it.

Run with `python3 tests/audit/test_audit.py`, which runs the tests over HTTP too.
"""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import checks
import money
import mutations_changes  # noqa: F401  (fills the list)
import mutations_money  # noqa: F401
import mutations_shop  # noqa: F401
import sample
import world
from mutations import MUTATIONS
from sample import B, C, CARTS, G
from sample_outside import intent
from sample_shop import Shop, book


def outcomes(shop):
    return {outcome.name: outcome for outcome in checks.audit(world.build(shop.dump()))}


class TheRightShop(unittest.TestCase):
    def test_passes_without_a_violation_or_a_warning(self):
        found = [one for outcome in outcomes(Shop()).values() for one in outcome.found]
        self.assertEqual([], found)

    def test_is_looked_at_by_every_invariant(self):
        result = outcomes(Shop())
        self.assertEqual([f"I{n}" for n in range(1, 18)], list(result))
        self.assertEqual(["I10"], [name for name, outcome in result.items() if outcome.checked == 0])
        self.assertEqual("not applicable (0 vouchers)", result["I10"].note)


class EveryMutationIsFound(unittest.TestCase):
    def test_by_the_right_invariant(self):
        for invariants, spoil in MUTATIONS:
            with self.subTest(spoil.__name__):
                shop = Shop()
                spoil(shop)
                caught = {name for name, outcome in outcomes(shop).items() if outcome.violations}
                self.assertLessEqual(set(invariants), caught, f"{spoil.__name__}: caught by {caught}")

    def test_every_invariant_can_fail(self):
        self.assertEqual({f"I{n}" for n in range(1, 18)}, {name for invariants, _ in MUTATIONS for name in invariants})


class Tolerance(unittest.TestCase):
    """What happens in an honest run and is no violation."""

    def test_a_basket_opened_again_may_give_a_second_order(self):
        shop = Shop()
        shop.head(G).update(cart=CARTS[C], cart_version=6)
        shop.row(f"K#{CARTS[C]}", "C").update(status="ordered", order=G, version=7)
        shop.drop(f"K#{CARTS[G]}", "C")
        shop.log[6]["cart"] = CARTS[C]
        found = outcomes(shop)
        self.assertEqual([], found["I4"].violations + found["I17"].violations)

    def test_a_crash_may_repeat_a_receipt(self):
        shop = Shop()
        shop.mails.append(shop.mails[0])
        dump = shop.dump()
        dump.meta["crashes"] = 1
        self.assertEqual([], {one.name: one for one in checks.audit(world.build(dump))}["I13"].violations)

    def test_a_change_may_wait_for_its_payment(self):
        shop = Shop()
        mutations_changes.waits(shop)
        self.assertEqual([], [one for outcome in outcomes(shop).values() for one in outcome.found])

    def test_a_card_may_be_saved_and_not_asked_yet(self):
        shop = Shop()
        mutations_changes.saved(shop)
        self.assertEqual([], [one for outcome in outcomes(shop).values() for one in outcome.found])

    def test_a_change_may_make_an_order_cheaper_than_what_is_set_aside(self):
        shop = Shop()
        shop.head(B)["history"].append(["changed", sample.at("12:10")])
        shop.head(B)["payment"]["authorized"] = 580
        shop.row(f"O#{B}", "J#authorized#pi_B")["postings"] = [["authorized", 580], ["promised", -580]]
        shop.intent(B).update(amount=580, amount_capturable=580)
        self.assertEqual([], [one for outcome in outcomes(shop).values() for one in outcome.found])

    def test_late_money_for_an_ended_order_may_come_and_go(self):
        shop = Shop()
        shop.head(C)["payment"] = sample.paid("voided", C, 174)
        shop.stripe["intents"].append(intent(C, "canceled", 174))
        for row in (sample.authorized(C, "10:32", 174), sample.voided(C, "10:33", 174)):
            shop.add({"pk": f"O#{C}", "sk": f"J#{row['fact']}", **row})
        self.assertEqual([], [one for outcome in outcomes(shop).values() for one in outcome.found])

    def test_a_sold_out_product_missing_from_the_shelf_is_a_warning(self):
        shop = Shop()
        shop.product("rice")["available"] = 0
        shop.add(book("rice", "count", "adjusted", -38, "13:00"))
        outcome = outcomes(shop)["I16"]
        self.assertEqual((0, 1), (len(outcome.violations), len(outcome.warnings)))


class Rounding(unittest.TestCase):
    def test_is_half_away_from_zero(self):
        self.assertEqual(
            [3, -3, 54, 0], [money.divided(5, 2), money.divided(-5, 2), money.divided(299 * 180, 1000), money.divided(0, 7)]
        )

    def test_ties_in_a_multi_buy_fall_to_the_first_code(self):
        both = [{"sku": sku, "price": 100, "quantity": {"pieces": 2}, "offer": sample.THREE_FOR_TWO} for sku in ("b", "a")]
        self.assertEqual([0, 100], [price["discount"] for price in money.priced(both)])


if __name__ == "__main__":
    unittest.main(module=None, argv=["test_audit", "discover", "-s", str(Path(__file__).parent), *sys.argv[1:]])
