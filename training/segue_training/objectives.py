"""The objective that every stage but the first minimises: reconstruction plus the KL above the free bits."""

from dataclasses import dataclass
from typing import Dict, NamedTuple, Optional

from torch import Tensor

from .losses import kl_bits, kl_penalty
from .music_vae import MusicVae, Posterior, previous_tokens
from .previous_input import blanked, sampling_probability, with_own_samples
from .schedules import annealed
from .segment_subset import subset_reconstruction


class Loss(NamedTuple):
    """What to minimise, and figures for the log."""

    total: Tensor
    parts: Dict[str, float]
    conditions: Optional[Tensor] = None
    """What the core decoder was told of each segment [B, S, C], where a stage wants to say more about it."""


@dataclass(frozen=True)
class ElboOptions:
    """The knobs of the objective."""

    beta: float = 0.2
    free_bits: float = 48.0
    anneal: int = 400_000
    """Sequences over which beta rises; 0 for none."""
    kl_target: float = 0.0
    """Mean bits that beta is steered to hold the KL at; 0 leaves beta where it is."""
    input_dropout: float = 0.2
    sampling_constant: float = 0.0
    """Steps of the inverse sigmoid schedule of scheduled sampling; 0 turns it off."""
    segments_per_sequence: int = 0
    """Bars of each melody that the core decoder is trained on; 0 for all."""


def shown_past(model: MusicVae, tokens: Tensor, z: Tensor, options: ElboOptions, step: int) -> Tensor:
    """The previous labels [B, T] as the decoder gets them in training."""
    chance = sampling_probability(step, options.sampling_constant)
    past = with_own_samples(model, tokens, z, chance) if chance > 0 else previous_tokens(tokens)
    return blanked(past, options.input_dropout)


def elbo(
    model: MusicVae,
    tokens: Tensor,
    options: ElboOptions,
    seen: int,
    step: int,
    posterior: Optional[Posterior] = None,
    steered: float = 1.0,
) -> Loss:
    """
    The loss of labels [B, T]; a posterior that is already known saves the encoder's pass. `steered` is what the run's
    KL so far makes of beta (schedules.steered).
    """
    posterior = posterior or model.encode(tokens)
    z = posterior.draw()
    past = shown_past(model, tokens, z, options, step)
    conditions = model.conditions(z)
    error = subset_reconstruction(model, tokens, past, conditions, options.segments_per_sequence)
    beta = steered * annealed(options.beta, seen, options.anneal)
    total = error + beta * kl_penalty(posterior, options.free_bits)
    parts = {"crossEntropy": error.item(), "klBits": kl_bits(posterior).mean().item(), "beta": beta}
    return Loss(total, parts, conditions)
