"""Ways to make one thing wrong in the right shop, each with the invariants that must notice."""

MUTATIONS = []


def breaks(*invariants):
    """Registers one way to spoil the shop, with the invariants that must notice."""

    def keep(spoil):
        MUTATIONS.append((invariants, spoil))
        return spoil

    return keep
