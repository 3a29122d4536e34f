"""Measures a model on held-out windows."""

from typing import Dict, List

import numpy as np
import torch
from torch import Tensor

from .free_running import decode
from .likeness import accuracy_by_bar, bootstrap_interval, exact_bar_rate, onset_measures, step_accuracy
from .losses import kl_bits
from .music_vae import MusicVae
from .windows import WindowSet

ACTIVE_VARIANCE = 0.01
"""A latent dimension is active if its mean varies more than this over the data."""


class _Passes:
    """Everything a model makes of the windows, batch by batch."""

    def __init__(self) -> None:
        self.parts: Dict[str, List[Tensor]] = {}

    def keep(self, **tensors: Tensor) -> None:
        for name, value in tensors.items():
            self.parts.setdefault(name, []).append(value.cpu())

    def all(self, name: str) -> np.ndarray:
        return torch.cat(self.parts[name]).numpy()


@torch.no_grad()
def _run(model: MusicVae, tokens: np.ndarray, seed: int, batch: int) -> _Passes:
    device = model.output.weight.device
    passes = _Passes()
    torch.manual_seed(seed)
    for rows in torch.tensor(tokens, dtype=torch.long).split(batch):
        rows = rows.to(device)
        posterior = model.encode(rows)
        z = posterior.draw()
        passes.keep(
            mu=posterior.mu,
            bits=kl_bits(posterior),
            teacherForced=model.logits(rows, z).argmax(2),
            sampled=decode(model, z, 1.0),
            greedy=decode(model, posterior.mu),
        )
    return passes


def quick_look(model: MusicVae, tokens: np.ndarray, seed: int = 0, batch: int = 256) -> Dict[str, float]:
    """The few figures printed during training."""
    model.eval()
    passes = _run(model, tokens, seed, batch)
    model.train()
    figures = {mode: float((passes.all(mode) == tokens).mean()) for mode in ("teacherForced", "sampled", "greedy")}
    figures["klBits"] = float(passes.all("bits").mean())
    return {name: round(value, 4) for name, value in figures.items()}


def evaluate(model: MusicVae, windows: WindowSet, seed: int = 0, batch: int = 256) -> Dict[str, object]:
    """
    The full report. teacherForced: the true previous labels, z drawn from q. sampled: free-running, every label drawn
    at temperature 1, z drawn from q. greedy: free-running, the likeliest label each time, z = mu.
    """
    model.eval()
    passes = _run(model, windows.tokens, seed, batch)
    true = windows.tokens
    report: Dict[str, object] = {"windows": len(windows), "families": len(np.unique(windows.families)), "seed": seed}
    for mode in ("teacherForced", "sampled", "greedy"):
        decoded = passes.all(mode)
        accuracy = step_accuracy(decoded, true)
        entry: Dict[str, object] = {
            "accuracy": round(float(accuracy.mean()), 4),
            "interval95": bootstrap_interval(accuracy, windows.families),
            "byBar": [round(float(share), 4) for share in accuracy_by_bar(decoded, true)],
        }
        if mode != "teacherForced":
            entry["exactBars"] = round(exact_bar_rate(decoded, true), 4)
            entry.update({name: round(value, 4) for name, value in onset_measures(decoded, true).items()})
        report[mode] = entry
    report["klBits"] = round(float(passes.all("bits").mean()), 2)
    report["activeUnits"] = int((passes.all("mu").var(0) > ACTIVE_VARIANCE).sum())
    report["latent"] = model.shape.latent
    return report
