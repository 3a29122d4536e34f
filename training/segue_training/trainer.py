"""Runs the stages of a training by the clock."""

import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any, ContextManager, Dict, Optional

import numpy as np
import torch

from .bar_autoencoder import BarProjection
from .evaluation import quick_look
from .linear_start import start_linearly
from .music_vae import MusicVae
from .optimisation import guarded_step, optimiser_for, set_rate
from .run_log import RunLog
from .run_state import Progress, save_state
from .sampler import Sampler
from .schedules import learning_rate, steered
from .settings import BARS, FROZEN, StagePlan, TrainingSettings
from .stage_losses import loss_of_stage

LINEAR_WINDOWS, LINEAR_BATCH = 8192, 128
"""The sample from which the linear start is worked out."""


class Trainer:
    """One run; `train` may be interrupted at any time and taken up again from the state file."""

    def __init__(
        self,
        model: MusicVae,
        sampler: Sampler,
        held_out: np.ndarray,
        settings: TrainingSettings,
        folder: Optional[Path] = None,
        resumed: Optional[Dict[str, Any]] = None,
    ):
        self.model, self.sampler, self.held_out, self.settings = model, sampler, held_out, settings
        self.device = model.output.weight.device
        self.projection = BarProjection(model).to(self.device)
        self.progress = Progress()
        self.state_file = folder / "state.pt" if folder else None
        self.log = RunLog(folder / "log.jsonl" if folder else None)
        self.pending_optimiser: Optional[Dict[str, Any]] = None
        self.optimiser: Optional[torch.optim.Optimizer] = None
        self.scaler: Any = torch.cuda.amp.GradScaler() if self.device.type == "cuda" else None
        if resumed:
            self.progress = Progress(**resumed["progress"])
            self.pending_optimiser = resumed["optimiser"]
            self.use_projection(resumed)

    def use_projection(self, state: Dict[str, Any]) -> None:
        """Takes the bar projection of an earlier run, if it had one."""
        if state.get("projection"):
            self.projection.load_state_dict(state["projection"])

    def train(self) -> None:
        """All stages that are not done yet. With more minutes than before, a finished run goes on with its last stage."""
        for number in range(self.progress.stage, len(self.settings.stages)):
            if number != self.progress.stage:
                self.progress.stage, self.progress.stage_seconds, self.progress.step = number, 0.0, 0
            self._run_stage(self.settings.stages[number])

    def _run_stage(self, stage: StagePlan) -> None:
        settings, progress = self.settings, self.progress
        self.optimiser = optimiser_for(stage.name, self.model, self.projection, settings)
        if self.pending_optimiser:
            self.optimiser.load_state_dict(self.pending_optimiser)
            self.pending_optimiser = None
        if stage.name == FROZEN and settings.linear_start and progress.step == 0:
            self._start_linearly()
        rate, clip = (
            (settings.bar_rate, settings.bar_clip) if stage.name == BARS else (settings.rate, settings.clip)
        )
        stage_loss = loss_of_stage(stage.name, self.model, self.projection, self.sampler, settings)
        length = max(stage.minutes * 60, 1e-3)
        tick = reported = time.time()
        while progress.stage_seconds < length:
            share = progress.stage_seconds / length
            set_rate(self.optimiser, learning_rate(rate, share, progress.step))
            with self._precision():
                loss = stage_loss(progress, share)
            norm = guarded_step(loss.total, self.optimiser, clip, self.scaler)
            self._count(stage)
            if "klBits" in loss.parts:
                progress.steered = steered(progress.steered, loss.parts["klBits"], settings.elbo.kl_target)
            now = time.time()
            progress.stage_seconds += now - tick
            progress.seconds += now - tick
            tick = now
            if now - reported > settings.report_seconds:
                self._report(stage, {**loss.parts, "gradientNorm": norm})
                reported = time.time()
        self._report(stage, {})

    def _start_linearly(self) -> None:
        with torch.no_grad():
            parts = [
                self.model.embed_segments(self.sampler.tokens_of(self.sampler.draw_rows(LINEAR_BATCH)))
                for _ in range(LINEAR_WINDOWS // LINEAR_BATCH)
            ]
        self.model.cpu(), self.projection.cpu()
        start_linearly(self.model, self.projection, torch.cat(parts).cpu(), self.settings.elbo.free_bits)
        self.model.to(self.device), self.projection.to(self.device)

    def _count(self, stage: StagePlan) -> None:
        self.progress.step += 1
        if stage.name == BARS:
            self.progress.bars_seen += self.settings.bar_batch
        else:
            self.progress.seen += self.settings.batch

    def _report(self, stage: StagePlan, figures: Dict[str, float]) -> None:
        progress = self.progress
        if stage.name != BARS:
            valid = quick_look(self.model, self.held_out[: self.settings.report_windows])
            figures = {**figures, **{f"valid.{name}": value for name, value in valid.items()}}
        minutes = round(progress.seconds / 60, 2)
        place = dict(
            stage=stage.name, minutes=minutes, step=progress.step, seen=progress.seen, bars=progress.bars_seen
        )
        self.log.write(**place, **figures)
        self._save()

    def _save(self) -> None:
        if self.state_file:
            save_state(self.state_file, self.model, self.projection, self.optimiser, self.progress)

    def _precision(self) -> ContextManager[Any]:
        """Mixed precision on a GPU. The CPU's fused kernel looks after its own."""
        if self.device.type == "cuda":
            return torch.autocast("cuda", dtype=torch.float16)
        return nullcontext()
