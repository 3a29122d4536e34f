"""The model's mathematics: shapes, the bar line, free running, losses."""

import math
import unittest

import torch

from segue_training.free_running import decode
from segue_training.losses import kl_nats, kl_penalty, reconstruction
from segue_training.music_vae import Posterior, previous_tokens
from segue_training.previous_input import blanked, sampling_probability, with_own_samples
from segue_training.segment_subset import subset_reconstruction
from segue_training.vocabulary import LABELS, NOTHING

from .tiny import FLAT, LONG, model_of, tunes


class Decoder(unittest.TestCase):
    def test_greedy_decoding_agrees_with_teacher_forcing_on_its_own_output(self):
        for shape in (FLAT, LONG):
            model = model_of(shape).double()
            z = torch.randn(3, shape.latent, dtype=torch.double)
            decoded = decode(model, z)
            self.assertTrue(torch.equal(model.logits(decoded, z).argmax(2), decoded))

    def test_exactly_one_label_crosses_a_bar_line(self):
        model = model_of(LONG)
        z = torch.randn(1, LONG.latent)
        tokens = tunes(LONG.bars, 1)
        usual = model.logits(tokens, z)
        earlier, last = tokens.clone(), tokens.clone()
        earlier[0, 14] = 100
        last[0, 15] = 100
        self.assertTrue(torch.allclose(model.logits(earlier, z)[0, 16:], usual[0, 16:]))
        self.assertFalse(torch.allclose(model.logits(last, z)[0, 16:32], usual[0, 16:32]))
        self.assertTrue(torch.allclose(model.logits(last, z)[0, 32:], usual[0, 32:]))

    def test_sampling_repeats_under_a_seed(self):
        model = model_of(FLAT)
        z = torch.randn(4, FLAT.latent)
        first, again = (decode(model, z, 1.0, torch.Generator().manual_seed(2)) for _ in range(2))
        self.assertTrue(torch.equal(first, again))


class Past(unittest.TestCase):
    def test_nothing_comes_before_the_first_step(self):
        self.assertEqual(previous_tokens(torch.tensor([[5, 6, 7]])).tolist(), [[NOTHING, 5, 6]])

    def test_dropout_blanks_about_its_share(self):
        share = (blanked(torch.zeros(100, 100, dtype=torch.long), 0.2) == NOTHING).float().mean().item()
        self.assertAlmostEqual(share, 0.2, delta=0.03)

    def test_scheduled_sampling_rises_from_none_to_all(self):
        self.assertEqual(sampling_probability(10, 0), 0.0)
        self.assertLess(sampling_probability(0, 1000), 0.01)
        self.assertGreater(sampling_probability(20_000, 1000), 0.99)

    def test_at_probability_one_no_true_label_is_left_but_the_start(self):
        model = model_of(FLAT)
        torch.nn.init.constant_(model.output.bias, -50.0)
        model.output.bias.data[77] = 50.0
        past = with_own_samples(model, tunes(2, 3), torch.randn(3, FLAT.latent), 1.0)
        self.assertTrue((past[:, 0] == NOTHING).all() and (past[:, 1:] == 77).all())


class Losses(unittest.TestCase):
    def test_kl_of_the_prior_is_nothing(self):
        prior = Posterior(torch.zeros(2, 5), torch.ones(2, 5))
        self.assertAlmostEqual(kl_nats(prior).abs().max().item(), 0.0)

    def test_free_bits_are_taken_off_each_item_before_the_mean(self):
        mu = torch.zeros(2, 1)
        mu[0] = 4.0  # 8 nats for the first item, none for the second
        posterior = Posterior(mu, torch.ones(2, 1))
        bits = 3.0
        self.assertAlmostEqual(kl_penalty(posterior, bits).item(), (8 - bits * math.log(2)) / 2, places=5)
        self.assertEqual(kl_penalty(posterior, 100.0).item(), 0.0)

    def test_within_the_free_bits_no_gradient_flows(self):
        mu = torch.full((1, 4), 0.1, requires_grad=True)
        kl_penalty(Posterior(mu, torch.ones(1, 4)), 48.0).backward()
        self.assertEqual(mu.grad.abs().max().item(), 0.0)

    def test_bar_subsampling_is_unbiased_in_value_and_gradient(self):
        model = model_of(LONG).double()
        tokens, z = tunes(LONG.bars, 2), torch.randn(2, LONG.latent, dtype=torch.double)
        past = previous_tokens(tokens)

        def gradient(count):
            model.zero_grad()
            loss = subset_reconstruction(model, tokens, past, model.conditions(z), count)
            loss.backward()
            grads = [p.grad.flatten() for p in model.parameters() if p.grad is not None]
            return loss.item(), torch.cat(grads)

        full = reconstruction(model.logits(tokens, z), tokens).item() / 2
        whole, exact = gradient(0)
        self.assertAlmostEqual(whole, full, places=3)
        torch.manual_seed(0)
        draws = [gradient(1) for _ in range(300)]
        mean = torch.stack([g for _, g in draws]).mean(0)
        spread = torch.stack([g for _, g in draws]).std(0) / math.sqrt(len(draws))
        self.assertAlmostEqual(sum(v for v, _ in draws) / len(draws), whole, delta=0.03 * whole)
        off = (mean - exact).norm() / spread.norm()
        self.assertLess(off.item(), 2.0)

    def test_the_vocabulary_is_the_models_output(self):
        self.assertEqual(model_of(FLAT).logits(tunes(2, 1), torch.zeros(1, FLAT.latent)).shape, (1, 32, LABELS))


if __name__ == "__main__":
    unittest.main()
