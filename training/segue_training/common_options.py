"""Options that several commands share."""

import argparse
from pathlib import Path

import torch

from .corpus import DEFAULT_TIERS, Selection


def add_corpus_options(parser: argparse.ArgumentParser) -> None:
    """Where the melodies are, and which to leave out."""
    parser.add_argument("--corpus", type=Path, required=True, help="folder of train.jsonl.gz and valid.jsonl.gz")
    parser.add_argument("--without-source", action="append", default=[], help="leave a source out; may be repeated")
    parser.add_argument("--tier", action="append", help="keep these tiers only (default: open and pd-work)")


def add_machine_options(parser: argparse.ArgumentParser) -> None:
    """Threads and seed."""
    parser.add_argument("--threads", type=int, default=1, help="CPU threads (default 1)")
    parser.add_argument("--seed", type=int, default=1)


def selection_of(options: argparse.Namespace) -> Selection:
    """The corpus selection that the options ask for."""
    tiers = frozenset(options.tier) if options.tier else DEFAULT_TIERS
    return Selection(tiers=tiers, without_sources=frozenset(options.without_source))


def best_device() -> torch.device:
    """One GPU if there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
