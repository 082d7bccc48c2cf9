"""Trains one model from nothing, for as long as it is left alone; stops and goes on without losing a step's worth.

    python training/train.py --config training/configs/pocket-5m.json --run training/runs/pocket-5m
    python training/train.py --run training/runs/pocket-5m --resume
    python training/train.py --run training/runs/pocket-5m --resume --cool-down-steps 3000
    python training/train.py --config training/configs/pocket-1m.json --run training/runs/pocket-1m-seed-2 --seed 2

A config with `steps` ends by itself, its descent planned; one with a `teacher` learns from that too (distil.py).
SIGTERM and SIGINT save and leave; SIGSTOP and SIGCONT pause, and the pause is not counted as training time.
"""

import argparse
import json
import os
import signal
import statistics
import time
from collections import defaultdict
from pathlib import Path

# Before torch is loaded: threads that wait asleep. On a machine that others use too, threads that spin at a barrier cost
# more than half of the speed (measured: 2 threads, 2 cores busy).
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import numpy as np
import torch

import checkpoint
from data import END, Epochs, load_corpus, load_tokenizer
from distil import Teacher, hard_and_soft_loss, load_teacher, objective
from evaluate import encode_stories, score
from model import Llama, ModelShape
from muon import Muon
from provenance import circumstances
from recorder import Recorder
from schedule import Schedule
from stopwatch import Stopwatch

class Run:
    """Everything that changes while training, in one place, so that a checkpoint is exactly this."""

    def __init__(self, config: dict, saved: dict | None, teacher: Teacher | None = None):
        self.config = config
        self.teacher = teacher
        settings, optimiser = config["training"], config["optimiser"]
        torch.manual_seed(settings["seed"])
        self.model = Llama(ModelShape.from_config(config["model"]), settings["dropout"])
        named = list(self.model.named_parameters())
        self.muon = Muon(
            [weight for name, weight in named if weight.ndim == 2 and "embed" not in name],
            optimiser["muon_learning_rate"], optimiser["muon_momentum"], optimiser["muon_weight_decay"],
        )
        embedding = [weight for name, weight in named if "embed" in name]
        norms = [weight for _, weight in named if weight.ndim == 1]
        self.adam = torch.optim.AdamW(
            [{"params": embedding, "weight_decay": optimiser["adam_weight_decay"]}, {"params": norms, "weight_decay": 0.0}],
            lr=optimiser["adam_learning_rate"], betas=tuple(optimiser["adam_betas"]), fused=True,
        )
        self.average = {name: weight.detach().clone() for name, weight in named}
        if "steps" in settings:
            self.schedule = Schedule.planned(optimiser["warm_up_steps"], settings["steps"], settings["descent_share"])
        else:
            self.schedule = Schedule(optimiser["warm_up_steps"])
        self.step = self.epoch = self.row = self.tokens = 0
        self.flops = self.teacher_flops = 0
        self.stopwatch = Stopwatch()
        if saved:
            self._restore(saved)

    def _restore(self, saved: dict) -> None:
        if saved.get("teacher") != self._teacher_name():
            raise SystemExit("The teacher's weights are not those that this run began with: begin it again in another folder.")
        self.model.load_state_dict(saved["model"])
        self.muon.load_state_dict(saved["muon"])
        self.adam.load_state_dict(saved["adam"])
        self.average = saved["average"]
        self.schedule = Schedule(**saved["schedule"])
        self.step, self.epoch, self.row = saved["step"], saved["epoch"], saved["row"]
        self.tokens, self.flops = saved["tokens"], saved["flops"]
        self.teacher_flops = saved.get("teacherFlops", 0)
        self.stopwatch = Stopwatch(saved["trainingSeconds"], saved["coreSeconds"])
        torch.set_rng_state(saved["random"])

    def _teacher_name(self) -> str | None:
        return self.teacher.sha256 if self.teacher else None

    def content(self) -> dict:
        return {
            "config": self.config,
            "model": self.model.state_dict(),
            "muon": self.muon.state_dict(),
            "adam": self.adam.state_dict(),
            "average": self.average,
            "schedule": vars(self.schedule),
            "step": self.step,
            "epoch": self.epoch,
            "row": self.row,
            "tokens": self.tokens,
            "flops": self.flops,
            "teacher": self._teacher_name(),
            "teacherFlops": self.teacher_flops,
            "trainingSeconds": self.stopwatch.training,
            "coreSeconds": self.stopwatch.core,
            "random": torch.get_rng_state(),
        }

    def set_rates(self) -> float:
        """The schedule's share of the full rates, now given to both optimisers."""
        share = self.schedule.share(self.step)
        optimiser = self.config["optimiser"]
        for group in self.muon.param_groups:
            group["lr"] = share * optimiser["muon_learning_rate"]
        for group in self.adam.param_groups:
            group["lr"] = share * optimiser["adam_learning_rate"]
        return share

    @torch.no_grad()
    def move_average(self) -> None:
        """An exponential mean of the weights, shorter at the beginning so that the first weights do not linger."""
        decay = min(self.config["training"]["average_decay"], (1 + self.step) / (10 + self.step))
        names, weights = zip(*self.model.named_parameters())
        torch._foreach_lerp_([self.average[name] for name in names], list(weights), 1 - decay)


def losses(run: Run, inputs: torch.Tensor, targets: torch.Tensor) -> tuple[torch.Tensor, dict[str, float]]:
    """What is descended, and what is logged, in nats per token: `loss` is the plain cross-entropy with a teacher or without;
    `softLoss` what the teacher adds to it. inputs and targets [B, T]."""
    precision = torch.autocast("cpu", torch.bfloat16, enabled=run.config["training"]["precision"] == "bf16")
    if run.teacher is None:
        with precision:
            loss = run.model.loss(inputs, targets)
        return loss, {"loss": loss.item()}
    with precision:
        logits, teacher_logits = run.model(inputs), run.teacher.logits(inputs)
    logits, teacher_logits, targets = logits.float().flatten(0, 1), teacher_logits.float().flatten(0, 1), targets.flatten()
    hard, soft = hard_and_soft_loss(logits, teacher_logits, targets, run.teacher.temperature)
    return objective(hard, soft, run.teacher.soft_share), {"loss": hard.item(), "softLoss": soft.item()}


def learn(run: Run, rows: np.ndarray) -> dict[str, float]:
    """One step on rows [n, length + 1]; the mean losses in nats per token."""
    ids = torch.from_numpy(rows.astype(np.int64))
    inputs, targets = ids[:, :-1].clamp(min=END), ids[:, 1:]
    loss, figures = losses(run, inputs, targets)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(run.model.parameters(), run.config["optimiser"]["gradient_norm_limit"])
    run.muon.step()
    run.adam.step()
    run.model.zero_grad(set_to_none=True)
    run.move_average()
    run.step += 1
    run.tokens += int((targets >= 0).sum())
    run.flops += run.model.training_flops_per_token(inputs.shape[1]) * inputs.numel()
    if run.teacher:
        run.teacher_flops += run.teacher.flops_per_token(inputs.shape[1]) * inputs.numel()
    return figures


class Examiner:
    """Held-out and validation loss of the averaged and of the last weights, in nats per token and per character."""

    def __init__(self, shape: ModelShape, texts: dict[str, list[str]]):
        # Its first weights are drawn apart, so that a resumed run goes on with the random numbers of its checkpoint.
        with torch.random.fork_rng():
            self.model = Llama(shape)
        tokenizer = load_tokenizer()
        self.texts = {name: encode_stories(tokenizer, text, shape.max_position_embeddings) for name, text in texts.items()}

    def examine(self, run: Run) -> dict:
        with torch.random.fork_rng():
            self.model.load_state_dict(run.average)
            averaged = {name: score(self.model, stories) for name, stories in self.texts.items()}
            self.model.load_state_dict(run.model.state_dict())
            last = score(self.model, self.texts["validation"])
        figures = {}
        for name, scored in averaged.items():
            figures[f"{name}NatsPerToken"] = round(scored["natsPerToken"], 5)
            figures[f"{name}NatsPerCharacter"] = round(scored["natsPerCharacter"], 5)
        return {**figures, "validationLastNatsPerToken": round(last["natsPerToken"], 5)}


def train(run: Run, epochs: Epochs, examiner: Examiner, recorder: Recorder, steps: int | None) -> None:
    """Until the schedule's end, step `steps`, or a signal."""
    settings = run.config["training"]
    stations = settings.get("stations", ())
    leaving = []
    before = {number: signal.signal(number, lambda *_: leaving.append(True)) for number in (signal.SIGTERM, signal.SIGINT)}
    rows = epochs.rows(run.epoch)
    recent: dict[str, list[float]] = defaultdict(list)
    saved_at = time.perf_counter()
    if run.step in stations:
        recorder.keep_station(run)
    while not (leaving or run.schedule.is_over(run.step) or run.step == steps):
        if run.row + settings["rows_per_step"] > len(rows):
            recorder.keep_average(run)
            run.epoch, run.row = run.epoch + 1, 0
            rows = epochs.rows(run.epoch)
        run.stopwatch.start()
        share = run.set_rates()
        for name, loss in learn(run, rows[run.row : run.row + settings["rows_per_step"]]).items():
            recent[name].append(loss)
        run.row += settings["rows_per_step"]
        run.stopwatch.stop()
        if run.step % settings["steps_per_log"] == 0:
            means = {name: round(statistics.mean(values), 5) for name, values in recent.items()}
            recorder.log("train", run, {**means, "rateShare": round(share, 5)})
            recent.clear()
        if run.step in stations:
            recorder.keep_station(run)
        if run.step % settings["steps_per_evaluation"] == 0 or run.step in stations:
            recorder.log("heldout", run, examiner.examine(run))
        if time.perf_counter() - saved_at > settings["seconds_per_checkpoint"]:
            recorder.save(run)
            saved_at = time.perf_counter()
    if (run.schedule.is_over(run.step) or run.step == steps) and run.step % settings["steps_per_evaluation"] and run.step not in stations:
        recorder.log("heldout", run, examiner.examine(run))
    recorder.save(run)
    for number, handler in before.items():
        signal.signal(number, handler)


def main(words: list[str] | None = None) -> bool:
    """Trains as the words of a command line say; whether the run has come to its schedule's end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, help="for a new run; a resumed one keeps its own")
    parser.add_argument("--run", type=Path, required=True, help="the folder of the log and the checkpoints")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--from", dest="origin", default="checkpoint.pt", help="which checkpoint of the run to resume")
    parser.add_argument("--seed", type=int, help="of a new run's first weights and dropout; the text's order stays the config's")
    parser.add_argument("--teacher", help="of a new run, in place of the config's: a finished checkpoint or a model folder")
    parser.add_argument("--cool-down-steps", type=int, help="from here on, bring the learning rate to zero in so many steps, then end")
    parser.add_argument("--dropout", type=float, help="from here on")
    parser.add_argument("--data", type=Path, help="from here on, and from a new epoch on: the `data` of another config")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--steps", type=int, help="leave after this step (for experiments)")
    parser.add_argument("--mirror", type=Path, help="a second folder that gets a copy of every checkpoint and the log")
    arguments = parser.parse_args(words)
    if arguments.resume:
        saved = checkpoint.load(arguments.run / arguments.origin)
        config = saved["config"]
        if arguments.seed is not None or arguments.teacher:
            parser.error("--seed and --teacher are a new run's; a resumed one keeps its own")
    elif (arguments.run / "log.jsonl").exists():
        parser.error(f"{arguments.run} holds a run already: --resume it, or choose another folder")
    elif not arguments.config:
        parser.error("a new run needs --config")
    else:
        saved, config = None, new_config(arguments.config, arguments.seed, arguments.teacher)
    if arguments.dropout is not None:
        config["training"]["dropout"] = arguments.dropout
    if arguments.data:
        if not arguments.resume:
            parser.error("--data is for a run that goes on; a new one reads its config")
        config["data"] = {**json.loads(arguments.data.read_text())["data"], "seed": config["data"]["seed"]}
        saved["epoch"], saved["row"] = saved["epoch"] + 1, 0
    torch.set_num_threads(arguments.threads or config["training"]["threads"])
    recorder = Recorder(arguments.run, arguments.mirror)
    run = Run(config, saved, load_teacher(config.get("teacher")))
    if run.schedule.is_over(run.step) and not arguments.cool_down_steps:
        parser.error(f"{arguments.run} ended at step {run.step}: its checkpoint.pt is the end; a before-cool-down.pt could go on")
    data = config["data"]
    corpus = load_corpus(list(data["passes_per_epoch"]), data["validation_stories"], data["seed"])
    epochs = Epochs(corpus, data, config["training"]["sequence_length"])
    examiner = Examiner(run.model.shape, {"heldout": corpus.heldout, "validation": corpus.validation})
    if arguments.resume:
        recorder.forget_after(run.step)
        recorder.log("begin", run, {**circumstances(), **({"data": config["data"]} if arguments.data else {})})
    else:
        # Before the log, so that a run that has a log can always be resumed.
        recorder.save(run)
        recorder.log("begin", run, circumstances())
        recorder.log("heldout", run, examiner.examine(run))
    if arguments.cool_down_steps:
        recorder.save(run, "before-cool-down.pt")
        run.schedule.descent_begin, run.schedule.descent_steps = run.step, arguments.cool_down_steps
    train(run, epochs, examiner, recorder, arguments.steps)
    return run.schedule.is_over(run.step)


def new_config(path: Path, seed: int | None, teacher: str | None) -> dict:
    """The file's settings, with another seed or another teacher for a config that has one."""
    config = json.loads(path.read_text())
    if seed is not None:
        config["training"]["seed"] = seed
    if teacher:
        if "teacher" not in config:
            raise SystemExit(f"{path} learns without a teacher: --teacher has no place in it.")
        config["teacher"]["weights"] = teacher
    return config


if __name__ == "__main__":
    main()
