"""The walk: scene after scene, each able to be played again once the shop is open."""

import time

from rehearse import crediting, reducing, running, shopping, working

SCENES = [
    shopping.browsing,
    shopping.basket,
    shopping.ordering,
    shopping.paying,
    working.fulfilling,
    working.reporting,
    working.calling_off,
    shopping.changing_their_mind,
    shopping.walking_away,
    crediting.crediting,
    shopping.changing_the_order,
    shopping.paying_twice,
    shopping.let_go_by_the_provider,
    running.promoting,
    shopping.asking_for_offers,
    shopping.waiting,
    reducing.reducing,
    working.importing,
    working.editing,
    working.picturing,
    working.setting,
    working.staffing,
    running.sweeping,
    running.missing_a_run,
    running.pictures,
    running.unencrypted,
    running.polling,
    running.logging,
    running.calling,
    running.trusting,
]


class Broken(Exception):
    """A scene failed: in which step, and how."""

    def __init__(self, scene, where, cause):
        super().__init__(f"{name_of(scene)}: {where}: {cause}")
        self.scene, self.where, self.cause = scene, where, cause


def play(shop, scene):
    """Plays a scene and answers how long it took."""
    shop.begin(name_of(scene))
    began = time.monotonic()
    try:
        scene(shop)
    except Exception as cause:  # whatever it is, the step failed
        raise Broken(scene, shop.where, cause) from cause
    return time.monotonic() - began


def walk(shop):
    """The whole walk. Answers how long each scene took."""
    took = {working.opening: play(shop, working.opening)}
    for scene in SCENES:
        took[scene] = play(shop, scene)
        print(f"  {name_of(scene):22} {took[scene]:5.1f} s", flush=True)
    return took


def name_of(scene):
    return scene.__name__.replace("_", " ")
