"""Which parameters a stage trains, how fast, and one guarded step."""

import math
from typing import Any, List

import torch
from torch import Tensor, nn

from .bar_autoencoder import BarProjection
from .music_vae import MusicVae
from .settings import BARS, FROZEN, TrainingSettings

WILDEST_GRADIENT = 1e4
"""A step whose gradient norm is above this, or not a number, is left out."""


def optimiser_for(
    stage: str, model: MusicVae, projection: BarProjection, settings: TrainingSettings
) -> torch.optim.Optimizer:
    """Adam over the stage's parameters; `share` in each group is its part of the learning rate."""
    inner: List[nn.Module] = [model.core, model.core_start, model.output]
    if stage == BARS:
        modules = [model.segment_encoder, projection, *inner]
        return torch.optim.Adam([{"params": _parameters(modules), "share": 1.0}], lr=settings.rate)
    if stage != FROZEN:
        inner.insert(0, model.segment_encoder)
    outer: List[nn.Module] = [model.mu, model.sigma]
    if model.shape.hierarchical:
        outer += [model.phrase_encoder, model.conductor_start, model.conductor]
    share = settings.inner_rate if model.shape.hierarchical else 1.0
    groups = [{"params": _parameters(outer), "share": 1.0}, {"params": _parameters(inner), "share": share}]
    return torch.optim.Adam(groups, lr=settings.rate)


def set_rate(optimiser: torch.optim.Optimizer, rate: float) -> None:
    """The learning rate of every group, by its share."""
    for group in optimiser.param_groups:
        group["lr"] = rate * group["share"]


def guarded_step(loss: Tensor, optimiser: torch.optim.Optimizer, clip: float, scaler: Any = None) -> float:
    """Backward, clip, step; returns the gradient's norm before clipping. `scaler` is the GPU's gradient scaler."""
    optimiser.zero_grad(set_to_none=True)
    (scaler.scale(loss) if scaler else loss).backward()
    if scaler:
        scaler.unscale_(optimiser)
    trained = [p for group in optimiser.param_groups for p in group["params"] if p.grad is not None]
    norm = float(nn.utils.clip_grad_norm_(trained, clip))
    sound = math.isfinite(norm) and norm < WILDEST_GRADIENT
    if scaler:
        scaler.step(optimiser)
        scaler.update()
    elif sound:
        optimiser.step()
    return norm


def _parameters(modules: List[nn.Module]) -> List[nn.Parameter]:
    return [parameter for module in modules for parameter in module.parameters()]


