"""The decoder: the bar line, free running."""

import unittest

import torch

from segue_training.free_running import decode
from segue_training.vocabulary import LABELS

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

    def test_the_vocabulary_is_the_models_output(self):
        self.assertEqual(model_of(FLAT).logits(tunes(2, 1), torch.zeros(1, FLAT.latent)).shape, (1, 32, LABELS))


if __name__ == "__main__":
    unittest.main()
