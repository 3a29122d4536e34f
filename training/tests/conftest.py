"""Fixtures: a seed, tiny models of both kinds, a tiny corpus."""

import gzip
import json
from pathlib import Path

import pytest
import torch

from segue_training.made_up_tunes import random_walk_tune
from segue_training.music_vae import MusicVae
from segue_training.vocabulary import notes_of

from .tiny import FLAT, LONG


@pytest.fixture(autouse=True)
def _one_thread_and_a_seed() -> None:
    torch.set_num_threads(1)
    torch.manual_seed(7)


@pytest.fixture(params=[FLAT, LONG], ids=["flat", "hierarchical"])
def model(request: pytest.FixtureRequest) -> MusicVae:
    """A fresh model of each kind."""
    return MusicVae(request.param)


@pytest.fixture
def hierarchical() -> MusicVae:
    """A fresh hierarchical model."""
    return MusicVae(LONG)


@pytest.fixture
def small_corpus(tmp_path: Path) -> Path:
    """Forty made-up tunes of eight bars from two sources, as both splits of a corpus."""
    lines = []
    for k in range(40):
        notes = notes_of(random_walk_tune(8, k))
        line = {"source": "ab"[k % 2], "family": f"f{k}", "tier": "open", "meter": "4/4", "notes": notes}
        lines.append(json.dumps(line))
    for split in ("train", "valid"):
        with gzip.open(tmp_path / f"{split}.jsonl.gz", "wt", encoding="utf-8") as out:
            out.write("\n".join(lines))
    return tmp_path
