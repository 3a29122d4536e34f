"""What is exported is what was trained."""

import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from segue_training.checkpoint_files import read_checkpoint, read_weights, write_checkpoint
from segue_training.checkpoint_layout import to_checkpoint
from segue_training.quantise import quantise
from segue_training.reference_logits import write_reference

from .tiny import FLAT, LONG, model_of, tunes


def lstm_by_the_format(kernel, bias, inputs, state):
    """The format's own cell, written from its definition: blocks i, j, f, o; 1.0 is added to f."""
    sigmoid = lambda v: 1 / (1 + np.exp(-v))  # noqa: E731
    hidden, cell = state
    i, j, f, o = np.split(np.concatenate([inputs, hidden]) @ kernel + bias, 4)
    cell = cell * sigmoid(f + 1.0) + sigmoid(i) * np.tanh(j)
    return np.tanh(cell) * sigmoid(o), cell


def flat_logits_by_the_format(weights, tokens, z):
    """Teacher-forced logits of a flat checkpoint, in plain numpy."""
    w = {name: value.numpy().astype(np.float64) for name, value in weights.items()}
    start = np.tanh(z @ w["decoder/z_to_initial_state/kernel"] + w["decoder/z_to_initial_state/bias"])
    c0, h0, c1, h1 = np.split(start, 4)
    states, logits, previous = [(h0, c0), (h1, c1)], [], np.zeros(130)
    for token in tokens:
        value = np.concatenate([previous, z])
        for k in range(2):
            cell = f"decoder/multi_rnn_cell/cell_{k}/lstm_cell"
            states[k] = lstm_by_the_format(w[f"{cell}/kernel"], w[f"{cell}/bias"], value, states[k])
            value = states[k][0]
        logits.append(value @ w["decoder/output_projection/kernel"] + w["decoder/output_projection/bias"])
        previous = np.eye(130)[token]
    return np.stack(logits)


class Checkpoint(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name) / "mel_test"

    def test_exported_float_weights_give_torch_s_logits(self):
        model = model_of(FLAT)
        write_checkpoint(model, self.folder, quantised=False)
        tokens, z = tunes(2, 1), torch.randn(1, FLAT.latent)
        by_format = flat_logits_by_the_format(read_weights(self.folder), tokens[0].tolist(), z[0].double().numpy())
        self.assertLess(np.abs(model.logits(tokens, z)[0].detach().numpy() - by_format).max(), 1e-4)

    def test_reading_back_gives_the_same_logits_within_the_quantisation(self):
        for shape in (FLAT, LONG):
            model = model_of(shape)
            tokens, z = tunes(shape.bars, 2), torch.randn(2, shape.latent)
            for quantised, tolerance in ((False, 1e-5), (True, 5e-3)):
                write_checkpoint(model, self.folder, quantised=quantised)
                again = read_checkpoint(self.folder)
                self.assertEqual(again.shape, shape)
                self.assertLess((again.logits(tokens, z) - model.logits(tokens, z)).abs().max().item(), tolerance)
                self.assertLess((again.encode(tokens).mu - model.encode(tokens).mu).abs().max().item(), tolerance)

    def test_only_a_hierarchical_config_names_segments(self):
        for shape, expected in ((FLAT, None), (LONG, 4)):
            write_checkpoint(model_of(shape), self.folder, version="9.9")
            config = json.loads((self.folder / "config.json").read_text())
            self.assertEqual(config["dataConverter"]["args"].get("numSegments"), expected)
            self.assertEqual(config["segue"], {"version": "9.9", "card": "MODEL_CARD.md"})

    def test_names_and_shapes_are_the_format_s(self):
        shapes = {name: tuple(weight.shape) for name, weight in to_checkpoint(model_of(LONG)).items()}
        cell = "lstm_cell/kernel"
        self.assertEqual(shapes[f"decoder/hierarchical_level_0/cell_0/{cell}"], (1 + 14, 56))
        self.assertEqual(shapes[f"core_decoder/decoder/multi_rnn_cell/cell_0/{cell}"], (130 + 14 + 10, 40))
        level = "encoder/hierarchical_level_1/cell_0/bidirectional_rnn/bw/multi_rnn_cell/cell_0"
        self.assertEqual(shapes[f"{level}/{cell}"], (16 + 8, 32))

    def test_quantisation_is_fine_and_keeps_zero(self):
        weight = np.concatenate([[0.0], np.random.default_rng(0).normal(size=1000)]).astype(np.float32)
        small = quantise(weight)
        self.assertLessEqual(np.abs(small.restored() - weight).max(), small.scale)
        self.assertEqual(small.restored()[0], 0.0)
        self.assertTrue((quantise(np.full(3, 0.7)).restored() == np.float32(0.7)).all())

    def test_the_reference_file_holds_what_the_shipped_weights_say(self):
        write_checkpoint(model_of(FLAT), self.folder)
        file = self.folder / "reference.json"
        write_reference(read_checkpoint(self.folder), "mel_test", file, 1)
        tune = json.loads(file.read_text())["cases"][0]
        self.assertEqual((len(tune["tokens"]), len(tune["greedy"]), len(tune["mu"])), (32, 32, FLAT.latent))
        weights = read_weights(self.folder)
        by_format = flat_logits_by_the_format(weights, tune["tokens"], np.array(tune["mu"]))
        for entry in tune["logits"]:
            self.assertLess(np.abs(by_format[entry["step"]] - entry["values"]).max(), 1e-4)


if __name__ == "__main__":
    unittest.main()
