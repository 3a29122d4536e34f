"""Picks the fastest way to run LSTMs on this machine's CPU."""

import sys

from .recurrence import PlainRecurrence, Recurrence


def fastest_recurrence() -> Recurrence:
    """The compiled kernel where it can be built, else torch's own layers, saying so."""
    try:
        from .fused_recurrence import FusedRecurrence

        return FusedRecurrence()
    except Exception as reason:  # no compiler, no ninja, an unknown processor flag: all mean the same here
        print(f"the compiled kernel cannot be built, going on without it: {reason}", file=sys.stderr)
        return PlainRecurrence()
