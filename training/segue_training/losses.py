"""The terms of the objective, in nats, summed over steps and dimensions and averaged over the batch."""

import math

import torch
import torch.nn.functional as F
from torch import Tensor

from .music_vae import Posterior


def kl_nats(posterior: Posterior) -> Tensor:
    """KL(q(z) || N(0, I)) of each item [B], over all dimensions."""
    mu, sigma = posterior
    return 0.5 * (mu**2 + sigma**2 - 2 * torch.log(sigma) - 1).sum(1)


def kl_bits(posterior: Posterior) -> Tensor:
    """The same in bits [B]."""
    return kl_nats(posterior) / math.log(2)


def kl_penalty(posterior: Posterior, free_bits: float) -> Tensor:
    """Mean of what each item's KL has above the free bits."""
    return F.relu(kl_nats(posterior) - free_bits * math.log(2)).mean()


def reconstruction(logits: Tensor, targets: Tensor) -> Tensor:
    """Cross-entropy summed over everything: divide by the batch. Leading dimensions of both must agree."""
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]).float(), targets.reshape(-1), reduction="sum")
