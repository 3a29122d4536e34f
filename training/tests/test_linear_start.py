"""The linear start is a solution: before any training, bars pass through z and come out as they went in."""

import contextlib
import io
import unittest

import torch

from segue_training.bar_autoencoder import BarProjection
from segue_training.bar_waves import fourier_basis, measure_bars, water_filling
from segue_training.linear_start import start_linearly
from segue_training.music_vae import MusicVae
from segue_training.objectives import ElboOptions
from segue_training.sampler import Sampler
from segue_training.settings import BARS, FROZEN, StagePlan, TrainingSettings
from segue_training.shape import ModelShape
from segue_training.trainer import Trainer

from .tiny import window_set

RANK = 6
SHAPE = ModelShape(bars=4, segments=4, encoder=24, latent=24, conductor=28, decoder=10)


def bars_of_few_kinds():
    """A model whose bar conditions vary in RANK directions only, and embeddings [N, S, 2E] for it."""
    torch.manual_seed(4)
    model = MusicVae(SHAPE)
    projection = BarProjection(model)
    thin = torch.randn(SHAPE.conductor, RANK) @ torch.randn(RANK, 2 * SHAPE.encoder)
    projection.dense.weight.data = 0.01 * thin
    return model, projection, torch.randn(4000, SHAPE.segments, 2 * SHAPE.encoder)


class LinearStart(unittest.TestCase):
    def test_waves_are_orthonormal_and_complete(self):
        waves = torch.cat([fourier_basis(16, k) for k in range(9)])
        self.assertLess((waves @ waves.t() - torch.eye(16)).abs().max().item(), 1e-5)

    def test_water_filling_spends_the_bits(self):
        model, projection, embeddings = bars_of_few_kinds()
        sigma = water_filling(measure_bars(model, projection, embeddings), SHAPE.latent, 40.0)
        self.assertAlmostEqual(-torch.log2(sigma).sum().item(), 40.0, delta=0.1)
        self.assertTrue(((sigma > 0) & (sigma <= 1)).all())

    def test_what_the_core_reads_survives_the_way_through_z(self):
        model, projection, embeddings = bars_of_few_kinds()
        with torch.no_grad():
            before = model.core_start(projection(embeddings[:200]))
            start_linearly(model, projection, embeddings, bits=24 * 8.0)
            posterior = model.posterior(embeddings[:200])
            after = model.core_start(model.conditions(posterior.mu))
        lost = ((after - before) ** 2).sum() / ((before - before.mean((0, 1))) ** 2).sum()
        self.assertLess(lost.item(), 0.05)
        self.assertAlmostEqual(posterior.mu.std(0).mean().item(), 1.0, delta=0.1)

    def test_a_run_begins_its_frozen_stage_with_it(self):
        stages = (StagePlan(BARS, 0.003), StagePlan(FROZEN, 0.003))
        settings = TrainingSettings(stages, ElboOptions(free_bits=20.0), batch=8, bar_batch=8, linear_start=True)
        windows = window_set(SHAPE.bars, 16)
        trainer = Trainer(MusicVae(SHAPE), Sampler(windows, 1), windows.tokens, settings)
        with contextlib.redirect_stdout(io.StringIO()):
            trainer.train()
        forget = trainer.model.conductor.bias_ih_l0[SHAPE.conductor : SHAPE.conductor + SHAPE.latent]
        self.assertLess(forget.abs().max().item(), 0.2)
        self.assertGreater(trainer.progress.seen, 0)


if __name__ == "__main__":
    unittest.main()
