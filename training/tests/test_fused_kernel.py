"""The compiled kernel must be nn.LSTM to bfloat16's precision. Skips, with the reason, where it cannot be compiled."""

import pytest
import torch

from segue_training.recurrence import PlainRecurrence

from .tiny import tunes


@pytest.fixture(scope="module")
def fused():
    try:
        from segue_training.fused_recurrence import FusedRecurrence

        return FusedRecurrence()
    except Exception as reason:
        pytest.skip(f"the fused kernel cannot be compiled here: {str(reason).splitlines()[0][:120]}")


def pass_with(model, recurrence, rows, z):
    """q(z), logits and every parameter's gradient."""
    model.recurrence = recurrence
    model.zero_grad()
    posterior = model.encode(rows)
    logits = model.logits(rows, z)
    (logits.float().logsumexp(2).sum() / len(rows) + posterior.mu.sum() + posterior.sigma.sum()).backward()
    gradients = {name: p.grad.clone() for name, p in model.named_parameters() if p.grad is not None}
    return posterior.mu.detach(), posterior.sigma.detach(), logits.detach().float(), gradients


def test_it_says_what_torchs_own_layers_say(model, fused):
    rows, z = tunes(model.shape.bars, 8), torch.randn(8, model.shape.latent)
    plain, quick = pass_with(model, PlainRecurrence(), rows, z), pass_with(model, fused, rows, z)
    for one, other in zip(plain[:3], quick[:3]):
        assert (one - other).abs().max() < 0.03


def test_its_gradients_are_torchs_own(model, fused):
    rows, z = tunes(model.shape.bars, 8), torch.randn(8, model.shape.latent)
    plain, quick = pass_with(model, PlainRecurrence(), rows, z)[3], pass_with(model, fused, rows, z)[3]
    for name, gradient in plain.items():
        other = quick.get(name, torch.zeros_like(gradient))  # weights that only ever meet zeros may have none
        assert (gradient - other).norm() <= 0.05 * gradient.norm() + 1e-4, name
