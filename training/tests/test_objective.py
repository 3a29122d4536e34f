"""The terms of the loss."""

import math

import pytest
import torch

from segue_training.losses import kl_bits, kl_nats, kl_penalty, reconstruction
from segue_training.music_vae import Posterior, previous_tokens
from segue_training.objectives import ElboOptions, elbo
from segue_training.previous_input import blanked, sampling_probability, with_own_samples
from segue_training.schedules import annealed, learning_rate
from segue_training.segment_subset import picked, random_segments, subset_reconstruction
from segue_training.vocabulary import NOTHING

from .tiny import tunes


def test_the_kl_is_the_textbook_one():
    posterior = Posterior(torch.randn(5, 12), torch.rand(5, 12) + 0.1)
    normal, prior = torch.distributions.Normal(*posterior), torch.distributions.Normal(0.0, 1.0)
    expected = torch.distributions.kl_divergence(normal, prior).sum(1)
    assert torch.allclose(kl_nats(posterior), expected, atol=1e-5)
    assert torch.allclose(kl_bits(posterior), expected / math.log(2), atol=1e-5)


def test_bits_below_the_free_bits_cost_nothing():
    mu = torch.full((4, 12), 0.5, requires_grad=True)
    posterior = Posterior(mu, torch.ones(4, 12))
    bits = kl_bits(posterior)[0].item()
    penalty = kl_penalty(posterior, bits + 0.1)
    penalty.backward()
    assert penalty.item() == 0 and mu.grad.abs().max() == 0
    assert kl_penalty(posterior, bits - 1).item() == pytest.approx(math.log(2), rel=1e-4)


def test_free_bits_are_counted_per_melody():
    """One melody above the floor pays even when the batch's mean is below it."""
    mu = torch.zeros(4, 12)
    mu[0] = 3.0
    assert kl_penalty(Posterior(mu, torch.ones(4, 12)), 40.0).item() > 0


def test_beta_rises_and_the_rate_falls():
    assert [annealed(0.2, seen, 100) for seen in (0, 50, 100, 500)] == [0.0, 0.1, 0.2, 0.2]
    assert annealed(0.2, 0, 0) == 0.2
    rates = [learning_rate(1.0, progress, 1000) for progress in (0.0, 0.5, 1.0)]
    assert rates[0] == pytest.approx(1) and rates[0] > rates[1] > rates[2] == pytest.approx(0.01)
    assert learning_rate(1.0, 0.0, 0) == pytest.approx(1 / 200)


def test_input_dropout_blanks_its_share():
    previous = torch.full((100, 100), 5)
    share = (blanked(previous, 0.2) == NOTHING).float().mean().item()
    assert abs(share - 0.2) < 0.02
    assert torch.equal(blanked(previous, 0.0), previous)


def test_scheduled_sampling_grows_from_nothing_to_everything():
    chances = [sampling_probability(step, 1000) for step in (0, 5000, 10_000, 100_000)]
    assert chances[0] < 0.002 and chances[-1] > 0.99 and chances == sorted(chances)
    assert sampling_probability(10_000, 0) == 0.0


def test_scheduled_sampling_replaces_its_share_but_never_the_start(model):
    rows = tunes(model.shape.bars, 20)
    z = torch.randn(20, model.shape.latent)
    assert torch.equal(with_own_samples(model, rows, z, 0.0), previous_tokens(rows))
    shown = with_own_samples(model, rows, z, 1.0)
    assert (shown[:, 0] == NOTHING).all()
    assert (shown[:, 1:] != rows[:, :-1]).float().mean() > 0.9, "an untrained model rarely guesses right"


def test_one_label_crosses_each_bar_line():
    tokens = torch.arange(256)[None] % 100
    previous = previous_tokens(tokens)
    second_bar = picked(previous, torch.tensor([[1]]), 16)[:, 0]
    assert second_bar[0] == tokens[0, 15] and previous[0, 0] == NOTHING


def test_the_loss_on_a_few_bars_is_unbiased(hierarchical):
    """Loss and gradient, averaged over all choices of two bars of four, are those of the full loss."""
    rows = tunes(4, 1)
    z = torch.randn(1, hierarchical.shape.latent)
    previous = previous_tokens(rows)
    conditions = hierarchical.conditions(z).detach()
    watched = hierarchical.output.bias

    def gradient(loss):
        return torch.autograd.grad(loss, watched)[0]

    whole = subset_reconstruction(hierarchical, rows, previous, conditions, 0)
    by_bar = []
    for bar in range(4):
        chosen = torch.tensor([[bar]])
        logits = hierarchical.core_logits(picked(previous, chosen, 4), conditions[:, bar])
        by_bar.append(reconstruction(logits, picked(rows, chosen, 4)))
    pairs = [2 * (by_bar[a] + by_bar[b]) for a in range(4) for b in range(a)]
    mean = torch.stack(pairs).mean()
    assert mean.item() == pytest.approx(whole.item(), rel=1e-4)
    assert torch.allclose(gradient(mean), gradient(whole), atol=1e-3)


def test_a_draw_of_two_bars_is_scaled_to_four(hierarchical):
    rows = tunes(4, 64)
    z = torch.randn(64, hierarchical.shape.latent)
    with torch.no_grad():
        conditions, previous = hierarchical.conditions(z), previous_tokens(rows)
        whole = subset_reconstruction(hierarchical, rows, previous, conditions, 4).item()
        draws = [subset_reconstruction(hierarchical, rows, previous, conditions, 2).item() for _ in range(30)]
    assert sum(draws) / len(draws) == pytest.approx(whole, rel=0.02)


def test_every_bar_is_drawn_equally_often_and_never_twice():
    chosen = random_segments(8000, 16, 2, torch.device("cpu"))
    assert (chosen[:, 0] != chosen[:, 1]).all()
    shares = torch.bincount(chosen.reshape(-1), minlength=16) / 8000
    assert (shares - 2 / 16).abs().max() < 0.02


def test_the_objective_is_error_plus_weighted_kl(model):
    rows = tunes(model.shape.bars, 4)
    options = ElboOptions(beta=0.5, free_bits=0.0, anneal=0, input_dropout=0.0)
    loss = elbo(model, rows, options, seen=0, step=0)
    bits = kl_bits(model.encode(rows)).mean().item()
    assert loss.total.item() == pytest.approx(loss.parts["crossEntropy"] + 0.5 * bits * math.log(2), rel=1e-3)
