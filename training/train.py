"""Trains one model from nothing, for as long as it is left alone; stops and goes on without losing a step's worth.

    python training/train.py --config training/configs/pocket-5m.json --run training/runs/pocket-5m
    python training/train.py --run training/runs/pocket-5m --resume
    python training/train.py --run training/runs/pocket-5m --resume --cool-down-steps 3000

SIGTERM and SIGINT save and leave; SIGSTOP and SIGCONT pause, and the pause is not counted as training time.
"""

import argparse
import json
import os
import signal
import statistics
import time
from pathlib import Path

# Before torch is loaded: threads that wait asleep. On a machine that others use too, threads that spin at a barrier cost
# more than half of the speed (measured: 2 threads, 2 cores busy).
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import numpy as np
import torch

import checkpoint
from data import END, Epochs, load_corpus, load_tokenizer
from evaluate import encode_stories, score
from model import Llama, ModelShape
from muon import Muon
from schedule import Schedule

STALL = 6.0
"""A step this many times longer than the usual one was paused from outside: it counts as a usual one. (A shorter pause
cannot be told from a busy machine; the processor seconds are exact either way.)"""


class Stopwatch:
    """Seconds of training: wall clock without pauses (`training`) and processor seconds over all threads (`core`)."""

    def __init__(self, training: float = 0.0, core: float = 0.0):
        self.training = training
        self.core = core
        self.recent: list[float] = []

    def start(self) -> None:
        self.wall_begin, self.core_begin = time.perf_counter(), time.process_time()

    def stop(self) -> None:
        elapsed = time.perf_counter() - self.wall_begin
        usual = statistics.median(self.recent) if len(self.recent) >= 10 else elapsed
        self.training += usual if elapsed > STALL * usual else elapsed
        self.core += time.process_time() - self.core_begin
        self.recent = [*self.recent[-49:], elapsed]


class Run:
    """Everything that changes while training, in one place, so that a checkpoint is exactly this."""

    def __init__(self, config: dict, saved: dict | None):
        self.config = config
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
        self.schedule = Schedule(optimiser["warm_up_steps"])
        self.step = self.epoch = self.row = self.tokens = 0
        self.flops = 0
        self.stopwatch = Stopwatch()
        if saved:
            self._restore(saved)

    def _restore(self, saved: dict) -> None:
        self.model.load_state_dict(saved["model"])
        self.muon.load_state_dict(saved["muon"])
        self.adam.load_state_dict(saved["adam"])
        self.average = saved["average"]
        self.schedule = Schedule(**saved["schedule"])
        self.step, self.epoch, self.row = saved["step"], saved["epoch"], saved["row"]
        self.tokens, self.flops = saved["tokens"], saved["flops"]
        self.stopwatch = Stopwatch(saved["trainingSeconds"], saved["coreSeconds"])
        torch.set_rng_state(saved["random"])

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


def learn(run: Run, rows: np.ndarray) -> float:
    """One step on rows [n, length + 1]; the mean loss in nats per token."""
    ids = torch.from_numpy(rows.astype(np.int64))
    inputs, targets = ids[:, :-1].clamp(min=END), ids[:, 1:]
    with torch.autocast("cpu", torch.bfloat16, enabled=run.config["training"]["precision"] == "bf16"):
        loss = run.model.loss(inputs, targets)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(run.model.parameters(), run.config["optimiser"]["gradient_norm_limit"])
    run.muon.step()
    run.adam.step()
    run.model.zero_grad(set_to_none=True)
    run.move_average()
    run.step += 1
    counted = int((targets >= 0).sum())
    run.tokens += counted
    run.flops += run.model.training_flops_per_token(inputs.shape[1]) * inputs.numel()
    return loss.item()


class Examiner:
    """Held-out and validation loss of the averaged and of the last weights, in nats per token and per character."""

    def __init__(self, shape: ModelShape, texts: dict[str, list[str]]):
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


class Recorder:
    """The run's folder: log.jsonl, checkpoint.pt, and the averaged weights of each epoch's end (fp16, for later averages)."""

    def __init__(self, folder: Path, mirror: Path | None):
        self.folder = folder
        self.mirror = mirror
        folder.mkdir(parents=True, exist_ok=True)

    def log(self, kind: str, run: Run, figures: dict) -> None:
        entry = {
            "kind": kind, "step": run.step, "tokens": run.tokens, "epoch": run.epoch, **figures,
            "trainingSeconds": round(run.stopwatch.training, 1), "coreSeconds": round(run.stopwatch.core, 1),
            "flops": run.flops,
        }
        with open(self.folder / "log.jsonl", "a") as file:
            file.write(json.dumps(entry) + "\n")
        print(json.dumps(entry), flush=True)

    def save(self, run: Run, name: str = "checkpoint.pt") -> None:
        checkpoint.save(run.content(), self.folder / name)
        if self.mirror:
            checkpoint.copy(self.folder / name, self.mirror)
            checkpoint.copy(self.folder / "log.jsonl", self.mirror)

    def keep_average(self, run: Run) -> None:
        folder = self.folder / "averages"
        folder.mkdir(exist_ok=True)
        halves = {name: weight.half() for name, weight in run.average.items()}
        checkpoint.save({"config": run.config, "step": run.step, "average": halves}, folder / f"step-{run.step:06d}.pt")

    def forget_after(self, step: int) -> None:
        """Drops log entries that a resumed run will write again."""
        path = self.folder / "log.jsonl"
        entries = [line for line in path.read_text().splitlines() if json.loads(line)["step"] <= step]
        path.write_text("".join(line + "\n" for line in entries))


def train(run: Run, epochs: Epochs, examiner: Examiner, recorder: Recorder, steps: int | None) -> None:
    settings = run.config["training"]
    leaving = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: leaving.append(True))
    rows = epochs.rows(run.epoch)
    recent: list[float] = []
    saved_at = time.perf_counter()
    while not (leaving or run.schedule.is_over(run.step) or run.step == steps):
        if run.row + settings["rows_per_step"] > len(rows):
            recorder.keep_average(run)
            run.epoch, run.row = run.epoch + 1, 0
            rows = epochs.rows(run.epoch)
        run.stopwatch.start()
        share = run.set_rates()
        recent.append(learn(run, rows[run.row : run.row + settings["rows_per_step"]]))
        run.row += settings["rows_per_step"]
        run.stopwatch.stop()
        if run.step % settings["steps_per_log"] == 0:
            recorder.log("train", run, {"loss": round(statistics.mean(recent), 5), "rateShare": round(share, 5)})
            recent = []
        if run.step % settings["steps_per_evaluation"] == 0:
            recorder.log("heldout", run, examiner.examine(run))
        if time.perf_counter() - saved_at > settings["seconds_per_checkpoint"]:
            recorder.save(run)
            saved_at = time.perf_counter()
    if run.schedule.is_over(run.step) or run.step == steps:
        recorder.log("heldout", run, examiner.examine(run))
    recorder.save(run)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, help="for a new run; a resumed one keeps its own")
    parser.add_argument("--run", type=Path, required=True, help="the folder of the log and the checkpoints")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--from", dest="origin", default="checkpoint.pt", help="which checkpoint of the run to resume")
    parser.add_argument("--cool-down-steps", type=int, help="from here on, bring the learning rate to zero in so many steps, then end")
    parser.add_argument("--dropout", type=float, help="from here on")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--steps", type=int, help="leave after this step (for experiments)")
    parser.add_argument("--mirror", type=Path, help="a second folder that gets a copy of every checkpoint and the log")
    arguments = parser.parse_args()
    if arguments.resume:
        saved = checkpoint.load(arguments.run / arguments.origin)
        config = saved["config"]
    elif (arguments.run / "log.jsonl").exists():
        parser.error(f"{arguments.run} holds a run already: --resume it, or choose another folder")
    elif not arguments.config:
        parser.error("a new run needs --config")
    else:
        saved, config = None, json.loads(arguments.config.read_text())
    if arguments.dropout is not None:
        config["training"]["dropout"] = arguments.dropout
    torch.set_num_threads(arguments.threads or config["training"]["threads"])
    recorder = Recorder(arguments.run, arguments.mirror)
    run = Run(config, saved)
    data = config["data"]
    corpus = load_corpus(list(data["passes_per_epoch"]), data["validation_stories"], data["seed"])
    epochs = Epochs(corpus, data, config["training"]["sequence_length"])
    examiner = Examiner(run.model.shape, {"heldout": corpus.heldout, "validation": corpus.validation})
    if arguments.resume:
        recorder.forget_after(run.step)
    else:
        recorder.log("heldout", run, examiner.examine(run))
    if arguments.cool_down_steps:
        recorder.save(run, "before-cool-down.pt")
        run.schedule.descent_begin, run.schedule.descent_steps = run.step, arguments.cool_down_steps
    if run.schedule.is_over(run.step):
        parser.error(f"{arguments.run} was cooled down at step {run.step}: its checkpoint.pt is the end; before-cool-down.pt can go on")
    train(run, epochs, examiner, recorder, arguments.steps)


if __name__ == "__main__":
    main()
