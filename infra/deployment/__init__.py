"""The steps of `infra/deploy`, in the order they are taken: stack, keys, binaries, opening."""
