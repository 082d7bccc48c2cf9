"""Learning from a teacher's whole distribution (Hinton, Vinyals, Dean 2015, arXiv:1503.02531).

objective = soft_share * T^2 * KL(teacher || student), both softened by the temperature T, + (1 - soft_share) * cross-entropy.
T^2 keeps the soft part's gradients at one size whatever the temperature.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F

import checkpoint
from data import PROJECT
from evaluate import load_any
from model import Llama
from schedule import Schedule


def hard_and_soft_loss(
    logits: torch.Tensor, teacher_logits: torch.Tensor, targets: torch.Tensor, temperature: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """The mean cross-entropy, and T^2 times the mean KL(teacher || student), both in nats a position; both sets of logits
    [n, vocab], targets [n]; a position whose target is -1 is not counted in either."""
    plain = F.log_softmax(logits, dim=-1)
    # At T = 1 both parts need the same logarithms: a pass over n x vocab numbers is what this costs.
    student = plain if temperature == 1 else F.log_softmax(logits / temperature, dim=-1)
    teacher = F.log_softmax(teacher_logits / temperature, dim=-1)
    probabilities = teacher.exp()
    divergences = torch.linalg.vecdot(probabilities, teacher) - torch.linalg.vecdot(probabilities, student)
    counted = targets >= 0
    return F.nll_loss(plain, targets, ignore_index=-1), temperature**2 * (divergences * counted).sum() / counted.sum()


def objective(hard: torch.Tensor, soft: torch.Tensor, soft_share: float) -> torch.Tensor:
    """What is descended."""
    return soft_share * soft + (1 - soft_share) * hard


@dataclass(frozen=True)
class Teacher:
    """A finished model that only looks on: no dropout, no gradients."""

    model: Llama
    temperature: float
    soft_share: float
    sha256: str

    @torch.no_grad()
    def logits(self, tokens: torch.Tensor) -> torch.Tensor:
        """tokens [B, T] -> logits [B, T, vocab], at the precision that the caller has set."""
        return self.model(tokens)

    def flops_per_token(self, positions: int) -> int:
        """Of the forward pass: a third of what training takes (model.py)."""
        return self.model.training_flops_per_token(positions) // 3


def fingerprint(model: Llama) -> str:
    """SHA-256 of all weights as float32, in the order of their names."""
    digest = hashlib.sha256()
    for _, weight in sorted(model.named_parameters()):
        digest.update(weight.detach().float().numpy().tobytes())
    return digest.hexdigest()


def load_teacher(settings: dict | None) -> Teacher | None:
    """`settings` is a config's `teacher`: `weights` (a finished run's checkpoint or a model folder, from the project's root),
    `temperature`, `soft_share`. None without settings. Draws no random number from the caller's."""
    if settings is None:
        return None
    path = PROJECT / settings["weights"]
    if not path.exists():
        raise SystemExit(f"There is no teacher at {path}: train it first, or name a model folder with --teacher.")
    if path.is_file():
        refuse_unfinished(path)
    with torch.random.fork_rng():
        model = load_any(path, "average").requires_grad_(False)
    return Teacher(model, settings["temperature"], settings["soft_share"], fingerprint(model))


def refuse_unfinished(path: Path) -> None:
    saved = checkpoint.load(path)
    if not Schedule(**saved["schedule"]).is_over(saved["step"]):
        raise SystemExit(f"The teacher {path} is still in training (step {saved['step']}): cool it down first (training/README.md).")
