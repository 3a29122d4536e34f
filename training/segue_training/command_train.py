"""`train`: learn a model for a number of minutes."""

import argparse
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Dict, Optional, Tuple

import torch

from .common_options import add_corpus_options, add_machine_options, best_device, selection_of
from .fastest import fastest_recurrence
from .music_vae import MusicVae
from .objectives import ElboOptions
from .run_log import RunLog
from .run_state import load_state, model_of_state, read_model
from .sampler import Sampler
from .settings import TrainingSettings, planned_stages
from .shape import ModelShape, default_shape
from .trainer import Trainer
from .windows import load_windows

HELD_OUT_SEED = 0


def add_commands(commands: Any) -> None:
    """Adds `train`."""
    parser = commands.add_parser("train", help=__doc__)
    add_corpus_options(parser)
    add_machine_options(parser)
    parser.set_defaults(run=run)
    parser.add_argument("--out", type=Path, required=True, help="folder for state.pt and log.jsonl")
    parser.add_argument(
        "--bars", type=int, choices=(2, 4, 8, 16), help="default 2, or what --init has; a flat model may be taken to longer ones"
    )
    parser.add_argument("--flat", action="store_true", help="no conductor at 16 bars (the baseline)")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--minutes", type=float, default=60, help="of training (default 60)")
    length.add_argument("--until", metavar="HH:MM", help="train until this time of the day instead")
    start = parser.add_mutually_exclusive_group()
    start.add_argument(
        "--resume", type=Path, help="state.pt of a run: weights, optimiser and clock; repeat its options"
    )
    start.add_argument(
        "--init", type=Path, help="weights only, from a state.pt or a folder of models/; fresh clock"
    )
    for field in ("encoder", "latent", "conductor", "decoder"):
        parser.add_argument(f"--{field}", type=int, help="its width, if not the usual one")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=1e-3, help="peak learning rate")
    parser.add_argument("--clip", type=float, default=None, help="gradient norm (default 1 flat, 8 hierarchical)")
    parser.add_argument("--beta", type=float, default=0.2)
    parser.add_argument("--free-bits", type=float, default=None, help="default 48 at 2 bars, 256 at 16")
    parser.add_argument(
        "--anneal",
        type=int,
        default=None,
        help="sequences over which beta rises (default 400000; 0 with --init or --linear-start)",
    )
    parser.add_argument(
        "--kl-target", type=float, default=0.0, metavar="BITS", help="steer beta until the KL is this many bits; 0 is off"
    )
    parser.add_argument("--input-dropout", type=float, default=0.2)
    parser.add_argument("--scheduled-sampling", type=float, default=0.0, metavar="STEPS", help="0 is off")
    parser.add_argument(
        "--bars-per-sequence", type=int, default=0, help="bars the core learns per melody; 0 is all"
    )
    parser.add_argument("--transpose", type=int, default=6, help="widest random shift in semitones")
    parser.add_argument(
        "--shares",
        type=float,
        nargs=2,
        default=None,
        metavar=("BARS", "FROZEN"),
        help="parts of the time for the first two stages of a hierarchical model (default 0.15 0.5; 0 0 after --init)",
    )
    parser.add_argument(
        "--inner-rate", type=float, default=0.3, help="share of --rate for parts an earlier stage trained"
    )
    parser.add_argument(
        "--imitation",
        type=float,
        default=0.1,
        help="weight that holds the conductor to the bar projection in the frozen stage (0 for a model that is past it)",
    )
    parser.add_argument("--linear-start", action="store_true", help="begin the frozen stage from a linear code")
    parser.add_argument("--report-seconds", type=float, default=120)
    parser.add_argument("--report-windows", type=int, default=512)
    parser.add_argument(
        "--fused", action="store_true", help="the compiled bfloat16 LSTM kernel, if it can be built here"
    )


def run(options: argparse.Namespace) -> None:
    """Trains until the minutes are over."""
    torch.manual_seed(options.seed)
    device = best_device()
    resumed = load_state(options.resume) if options.resume else None
    model, state = _starting_model(options, resumed)
    settings = _settings(options, model.shape, resumed["progress"]["seconds"] if resumed else 0.0)
    if options.fused and device.type == "cpu":
        model.recurrence = fastest_recurrence()
    model.to(device)
    selection = selection_of(options)
    train = load_windows(options.corpus, "train", model.shape.steps, selection)
    held_out = load_windows(options.corpus, "valid", model.shape.steps, selection).shuffled(HELD_OUT_SEED)
    RunLog(options.out / "log.jsonl").write(
        device=str(device),
        torch=torch.__version__,
        parameters=sum(p.numel() for p in model.parameters()),
        trainWindows=len(train),
        validWindows=len(held_out),
        options={key: str(value) for key, value in vars(options).items() if key != "run"},
    )
    # A resumed run draws new batches rather than its first ones again.
    seed = options.seed + (resumed["progress"]["seen"] if resumed else 0)
    sampler = Sampler(train, seed, device, options.transpose)
    trainer = Trainer(model, sampler, held_out.tokens, settings, options.out, resumed)
    if state:
        trainer.use_projection(state)
    trainer.train()


def _starting_model(
    options: argparse.Namespace, resumed: Optional[Dict[str, Any]]
) -> Tuple[MusicVae, Optional[Dict[str, Any]]]:
    if resumed:
        return model_of_state(resumed), None
    if options.init:
        state = load_state(options.init) if options.init.is_file() else None
        return _of_length(model_of_state(state) if state else read_model(options.init), options.bars), state
    usual = default_shape(options.bars or 2, False if options.flat else None)
    sizes = {name: getattr(options, name) for name in ("encoder", "latent", "conductor", "decoder")}
    return MusicVae(ModelShape(**{**vars(usual), **{k: v for k, v in sizes.items() if v}})), None


def _of_length(model: MusicVae, bars: Optional[int]) -> MusicVae:
    """The same weights for windows of another length, which only a flat model can change."""
    if bars in (None, model.shape.bars):
        return model
    if model.shape.hierarchical:
        raise SystemExit(f"The weights are for {model.shape.bars} bars; a conductor cannot change its number of bars.")
    longer = MusicVae(replace(model.shape, bars=bars))
    longer.load_state_dict(model.state_dict())
    return longer


def _minutes(options: argparse.Namespace, spent: float) -> float:
    """The whole run's length, with the seconds that earlier sittings spent."""
    if not options.until:
        return options.minutes
    now = datetime.now()
    hour, minute = map(int, options.until.split(":"))
    end = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return ((end - now) % timedelta(days=1)).total_seconds() / 60 + spent / 60


def _shares(options: argparse.Namespace) -> Tuple[float, float]:
    """A model that is taken further has its bars learnt already."""
    bars, frozen = options.shares or ((0.0, 0.0) if options.init else (0.15, 0.5))
    return bars, frozen


def _settings(options: argparse.Namespace, shape: ModelShape, spent: float) -> TrainingSettings:
    long = shape.bars > 2
    free_bits = options.free_bits if options.free_bits is not None else (256.0 if long else 48.0)
    anneal = (
        options.anneal if options.anneal is not None else (0 if options.init or options.linear_start else 400_000)
    )
    return TrainingSettings(
        stages=planned_stages(shape, _minutes(options, spent), _shares(options)),
        elbo=ElboOptions(
            beta=options.beta,
            free_bits=free_bits,
            anneal=anneal,
            kl_target=options.kl_target,
            input_dropout=options.input_dropout,
            sampling_constant=options.scheduled_sampling,
            segments_per_sequence=options.bars_per_sequence,
        ),
        batch=options.batch,
        rate=options.rate,
        clip=options.clip or (8.0 if long else 1.0),
        seed=options.seed,
        threads=options.threads,
        widest_shift=options.transpose,
        report_seconds=options.report_seconds,
        report_windows=options.report_windows,
        inner_rate=options.inner_rate,
        imitation_weight=options.imitation,
        linear_start=options.linear_start,
    )
