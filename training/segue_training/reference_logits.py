"""PyTorch's own answers on made-up tunes, written down so that another engine can be held to them."""

import json
from pathlib import Path
from typing import Any, Dict, List

import torch
from torch import Tensor

from .free_running import decode
from .made_up_tunes import random_walk_tune
from .music_vae import MusicVae

TUNES = 4
LOGIT_STEPS = (0, 1, 7, 15, 16, 17, 31, 128, 240, 255)
"""The steps whose logits are kept: within a bar, and on both sides of bar lines."""
DIGITS = 6


@torch.no_grad()
def reference_of(model: MusicVae, tokens: Tensor) -> Dict[str, Any]:
    """What the model says of one tune [T]: q(z), the greedy decode of mu, teacher-forced logits with z = mu."""
    rows = tokens[None]
    posterior = model.encode(rows)
    logits = model.logits(rows, posterior.mu)[0]
    steps = [step for step in LOGIT_STEPS if step < len(tokens)]
    return {
        "tokens": tokens.tolist(),
        "mu": _rounded(posterior.mu[0]),
        "sigma": _rounded(posterior.sigma[0]),
        "greedy": decode(model, posterior.mu)[0].tolist(),
        "logits": [{"step": step, "values": _rounded(logits[step])} for step in steps],
    }


def write_reference(model: MusicVae, name: str, file: Path, seed: int) -> int:
    """Writes the fixture for a checkpoint's model (float32, with the weights as shipped); returns its bytes."""
    model.float().eval()
    tunes = [torch.from_numpy(random_walk_tune(model.shape.bars, seed + k)).long() for k in range(TUNES)]
    fixture = {
        "about": "PyTorch in float32 on the dequantised shipped weights, z = mu. The tunes are random walks.",
        "model": name,
        "cases": [reference_of(model, tune) for tune in tunes],
    }
    text = json.dumps(fixture, separators=(",", ":")) + "\n"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return len(text)


def _rounded(values: Tensor) -> List[float]:
    return [round(value, DIGITS) for value in values.tolist()]
