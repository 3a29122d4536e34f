"""`evaluate` and `curves`: figures and pictures of a model."""

import argparse
from pathlib import Path
from typing import Any, Dict

from .baselines import baseline_accuracies
from .common_options import add_corpus_options, add_machine_options, best_device, selection_of
from .curves import draw_curves
from .evaluation import evaluate
from .overlap import share_met
from .prior_samples import describe_samples, sample_prior
from .run_state import read_model
from .windows import load_windows


def add_commands(commands: Any) -> None:
    """Adds `evaluate` and `curves`."""
    parser = commands.add_parser("evaluate", help="measure a model on held-out windows")
    add_corpus_options(parser)
    add_machine_options(parser)
    parser.set_defaults(run=run_evaluate, seed=0)
    parser.add_argument("--model", type=Path, required=True, help="a folder of models/ or a state.pt")
    parser.add_argument("--split", default="valid")
    parser.add_argument("--limit", type=int, default=0, help="windows, in a fixed random order; 0 is all")
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--samples", type=int, default=512, help="tunes decoded from nothing (z ~ N(0, I))")
    parser.add_argument("--temperature", type=float, default=0.5, help="of those tunes")
    parser.add_argument("--report", type=Path, help="also write the JSON here")
    curves = commands.add_parser("curves", help="draw a run's log as an SVG picture")
    add_machine_options(curves)
    curves.set_defaults(run=run_curves)
    curves.add_argument("log", type=Path)
    curves.add_argument("picture", type=Path)


def run_evaluate(options: argparse.Namespace) -> Dict[str, object]:
    """The report of evaluation.py beside the baselines."""
    model = read_model(options.model).to(best_device())
    selection = selection_of(options)
    train = load_windows(options.corpus, "train", model.shape.steps, selection)
    windows = load_windows(options.corpus, options.split, model.shape.steps, selection).shuffled(0)
    every = windows.windows_by_source()
    if options.limit:
        windows = windows.first(options.limit)
    return {
        "model": options.model.name,
        "split": options.split,
        "parameters": sum(p.numel() for p in model.parameters()),
        **evaluate(model, windows, options.seed, options.batch),
        "priorSamples": {
            "temperature": options.temperature,
            **describe_samples(
                sample_prior(model, options.samples, options.temperature, options.seed), windows.tokens[: options.samples]
            ),
        },
        "baselines": baseline_accuracies(train.tokens, windows.tokens),
        "metInTraining": share_met(train.tokens, windows.tokens),
        "windowsBySource": windows.windows_by_source(),
        "allWindowsBySource": every,
        "trainWindows": len(train),
        "trainWindowsBySource": train.windows_by_source(),
    }


def run_curves(options: argparse.Namespace) -> None:
    """Draws the picture."""
    draw_curves(options.log, options.picture)
