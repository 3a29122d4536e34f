"""The loss of one step in each stage."""

from typing import Callable

import torch

from .bar_autoencoder import BarProjection, bar_loss, imitation
from .bar_cache import BarCache
from .music_vae import MusicVae
from .objectives import Loss, elbo
from .run_state import Progress
from .sampler import Sampler
from .settings import BARS, FROZEN, TrainingSettings

StageLoss = Callable[[Progress, float], Loss]
"""(how far the run is, share of the stage's time that is spent) -> the loss of a fresh batch."""

NOISE_RISES_OVER = 150_000
"""Bars over which the noise on a bar's condition grows to its full size."""
LEAST_IMITATION = 0.05
"""The share of the imitation weight that is left at the end of the frozen stage."""


def loss_of_stage(
    name: str,
    model: MusicVae,
    projection: BarProjection,
    sampler: Sampler,
    settings: TrainingSettings,
) -> StageLoss:
    """The loss function of the stage called `name`."""
    if name == BARS:
        return _bars(model, projection, sampler, settings)
    if name == FROZEN:
        return _frozen(model, projection, sampler, settings)
    return lambda progress, _: elbo(
        model,
        sampler.draw(settings.batch),
        settings.elbo,
        progress.seen,
        progress.step,
        steered=progress.steered,
    )


def _bars(model: MusicVae, projection: BarProjection, sampler: Sampler, settings: TrainingSettings) -> StageLoss:
    def loss(progress: Progress, _: float) -> Loss:
        noise = settings.bar_noise * min(1.0, progress.bars_seen / NOISE_RISES_OVER)
        tokens = sampler.draw(settings.bar_batch)
        return bar_loss(model, projection, tokens, noise, settings.elbo.input_dropout)

    return loss


def _frozen(model: MusicVae, projection: BarProjection, sampler: Sampler, settings: TrainingSettings) -> StageLoss:
    """Melodies keep their keys here, so that every bar's embedding can come from the cache."""
    cache = BarCache(model, sampler.tokens.cpu().numpy())

    def loss(progress: Progress, share: float) -> Loss:
        rows = sampler.draw_rows(settings.batch)
        tokens, embeddings = sampler.tokens_of(rows), cache.of_windows(rows)
        posterior = model.posterior(embeddings)
        base = elbo(model, tokens, settings.elbo, progress.seen, progress.step, posterior, progress.steered)
        assert base.conditions is not None
        if settings.linear_start or settings.imitation_weight == 0:
            return base
        with torch.no_grad():
            targets = projection(embeddings)
        distance = imitation(base.conditions, targets)
        weight = settings.imitation_weight * max(LEAST_IMITATION, 1.0 - share)
        return Loss(base.total + weight * distance, {**base.parts, "imitation": distance.item()})

    return loss
