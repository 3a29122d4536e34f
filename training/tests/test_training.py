"""Short runs: the loss falls, a run can be taken up again, the stages touch what they should."""

import json

import pytest
import torch

from segue_training.bar_autoencoder import BarProjection
from segue_training.cli import main
from segue_training.music_vae import MusicVae
from segue_training.objectives import ElboOptions
from segue_training.optimisation import guarded_step, optimiser_for, set_rate
from segue_training.run_state import Progress, load_state, model_of_state
from segue_training.sampler import Sampler
from segue_training.settings import ALL, BARS, FROZEN, TrainingSettings, planned_stages
from segue_training.stage_losses import loss_of_stage
from segue_training.windows import load_windows

from .tiny import FLAT, LONG

OPTIONS = ElboOptions(free_bits=4.0, anneal=0, segments_per_sequence=2)


def run_steps(stage, shape, corpus, steps, rate=1e-2):
    """The losses of a few steps of one stage, and the model."""
    model = MusicVae(shape)
    settings = TrainingSettings(stages=(), elbo=OPTIONS, batch=32)
    sampler = Sampler(load_windows(corpus, "train", shape.steps), seed=1)
    projection = BarProjection(model)
    optimiser = optimiser_for(stage, model, projection, settings)
    set_rate(optimiser, rate)
    stage_loss = loss_of_stage(stage, model, projection, sampler, settings)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    losses = []
    for _ in range(steps):
        loss = stage_loss(Progress(), 0.0)
        guarded_step(loss.total, optimiser, 8.0)
        losses.append(loss.parts["crossEntropy"])
    moved = {name.split(".")[0] for name, value in model.state_dict().items() if not torch.equal(value, before[name])}
    return losses, moved


def test_a_flat_model_learns(small_corpus):
    losses, _ = run_steps(ALL, FLAT, small_corpus, 60)
    assert sum(losses[-5:]) < 0.7 * sum(losses[:5])


@pytest.mark.parametrize("stage", [BARS, FROZEN, ALL])
def test_every_stage_of_a_hierarchical_model_learns(stage, small_corpus):
    losses, _ = run_steps(stage, LONG, small_corpus, 40)
    assert sum(losses[-5:]) < 0.85 * sum(losses[:5])


def test_the_frozen_stage_leaves_the_bar_encoder_alone(small_corpus):
    _, moved = run_steps(FROZEN, LONG, small_corpus, 2)
    assert "segment_encoder" not in moved
    assert {"phrase_encoder", "mu", "sigma", "conductor", "conductor_start", "core", "output"} <= moved


def test_the_last_stage_trains_everything(small_corpus):
    _, moved = run_steps(ALL, LONG, small_corpus, 2)
    assert moved == set(dict(MusicVae(LONG).named_children()))


def test_a_wild_gradient_is_left_out():
    weight = torch.nn.Parameter(torch.ones(3))
    optimiser = torch.optim.Adam([{"params": [weight], "share": 1.0}])
    guarded_step((weight * float("nan")).sum(), optimiser, 1.0)
    assert torch.equal(weight.data, torch.ones(3))


def test_the_stages_share_the_time():
    plan = planned_stages(LONG, 100, (0.2, 0.5))
    assert [(stage.name, round(stage.minutes)) for stage in plan] == [(BARS, 20), (FROZEN, 50), (ALL, 30)]
    assert [stage.name for stage in planned_stages(FLAT, 10)] == [ALL]


SMALL = ["--encoder", "16", "--latent", "8", "--decoder", "16", "--batch", "8", "--report-seconds", "1000"]


def train(corpus, out, *more):
    main(["train", "--corpus", str(corpus), "--out", str(out), "--minutes", "0.02", *SMALL, *more])


def log_of(folder):
    return [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]


def test_the_command_line_trains_exports_and_measures(small_corpus, tmp_path, capsys):
    train(small_corpus, tmp_path / "run")
    state, models = tmp_path / "run" / "state.pt", tmp_path / "models" / "tiny"
    main(["export", "--model", str(state), "--out", str(models)])
    main(["evaluate", "--corpus", str(small_corpus), "--model", str(models), "--limit", "20",
          "--report", str(tmp_path / "report.json")])
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["windows"] == 20
    assert 0 <= report["sampled"]["accuracy"] <= 1 and report["baselines"]["allHold"] > 0.3
    assert report["priorSamples"]["samples"] > 0
    assert len(report["greedy"]["byBar"]) == 2
    main(["fixture", "--model", str(models), "--out", str(tmp_path / "fixture.json")])
    fixture = json.loads((tmp_path / "fixture.json").read_text())
    assert fixture["model"] == "tiny"
    assert len(fixture["cases"][0]["greedy"]) == 32 and len(fixture["cases"][0]["logits"][0]["values"]) == 130
    main(["curves", str(tmp_path / "run" / "log.jsonl"), str(tmp_path / "curves.svg")])
    assert (tmp_path / "curves.svg").read_text().startswith("<svg")


def test_a_run_goes_on_where_it_stopped(small_corpus, tmp_path):
    train(small_corpus, tmp_path / "run")
    first = load_state(tmp_path / "run" / "state.pt")
    main(["train", "--corpus", str(small_corpus), "--out", str(tmp_path / "run"), "--resume",
          str(tmp_path / "run" / "state.pt"), "--minutes", "0.04", *SMALL])
    second = load_state(tmp_path / "run" / "state.pt")
    assert second["progress"]["seen"] > first["progress"]["seen"]
    assert second["progress"]["step"] > first["progress"]["step"]
    assert second["optimiser"]["state"], "Adam's moments are kept"


def test_a_shipped_checkpoint_can_be_trained_further(small_corpus, tmp_path):
    train(small_corpus, tmp_path / "run")
    main(["export", "--model", str(tmp_path / "run" / "state.pt"), "--out", str(tmp_path / "shipped")])
    train(small_corpus, tmp_path / "further", "--init", str(tmp_path / "shipped"))
    assert model_of_state(load_state(tmp_path / "further" / "state.pt")).shape.latent == 8
