"""Text written by a model of model.py, token by token with a KV cache."""

from collections.abc import Callable, Iterator

import torch

from data import END
from model import Llama

Choose = Callable[[torch.Tensor], int]
"""Logits [vocab] -> the id of the next token."""


@torch.inference_mode()
def write(model: Llama, prompt: list[int], most: int, choose: Choose) -> Iterator[tuple[int, torch.Tensor]]:
    """Up to `most` tokens after the prompt's ids (the begin token among them), each with the logits [vocab] that it was chosen
    from; ends after the end token, or with the token for which the context has no room any more."""
    cache = model.new_cache()
    logits = model(torch.tensor([prompt]), cache)[0, -1]
    for position in range(len(prompt), len(prompt) + most):
        chosen = choose(logits)
        yield chosen, logits
        if chosen == END or position >= model.shape.max_position_embeddings:
            return
        logits = model(torch.tensor([[chosen]]), cache)[0, -1]


def greedy(logits: torch.Tensor) -> int:
    return int(logits.argmax())


def sampler(temperature: float, seed: int) -> Choose:
    """Draws from the full distribution at a temperature: no top-k, no top-p."""
    source = torch.Generator().manual_seed(seed)
    return lambda logits: int(torch.multinomial((logits / temperature).softmax(0), 1, generator=source))
