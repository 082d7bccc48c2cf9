"""Goldens of a model folder: what PyTorch computes, for the site's engine to be compared with.

    python training/goldens.py public/models/pocket-5m             writes test/goldens/pocket-5m.json
    python training/goldens.py public/models/pocket-5m --check     compares with that file instead; exits with 1 if they differ

float32 arithmetic on the folder's float16 weights by model.py, one thread. For each prompt: its ids (begin token first); the
ten best logits at its last position, mean and deviation of all logits there; the first 16 values of every layer's output
there; 200 greedy tokens, or as many as there are up to and with the end token, and their text; at each of them the margin
between the two best logits. A fifth prompt is a story that is nearly told, so that one case ends by itself.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer

from data import END, PROJECT
from generation import greedy, write
from model import Llama, load_model

PROMPTS = (
    "Once upon a time",
    "Lily wanted a new toy, but her mom said",
    "The robot looked at the moon and",
    "One day, Tom and Mia found a big red box.",
)
STORY = (
    "Once upon a time, there was a little cat named Tom. Tom lost his red ball. He looked and looked. His friend Mia helped him. "
    "They found the ball under the bed. Tom was so happy. "
)
ENDINGS = (
    STORY + "Tom and Mia hugged and went home. The moral of the story is",
    STORY + 'He said, "Thank you, Mia!" Mia smiled and said, "You are welcome, Tom."',
    STORY + "At the end of the day, they went home. They were tired but happy. They had",
    STORY + "From that day on, Tom and Mia were best friends.",
)
"""A story that is nearly told. The site's tests need one text that ends by itself, neither at once nor late: the first of these
that does so is the fifth case."""

ENDING_TOKENS = range(8, 131)
GREEDY_TOKENS = 200
NOTE = "float32 arithmetic on the float16 weights of model.safetensors; computed by training/goldens.py with PyTorch"

LOGIT_TOLERANCE = 1e-3
"""Two machines' float32 sums, in another order: logits are around 10. The site's engine is allowed twice this."""

LAYER_TOLERANCE = 1e-4
"""Of a layer's largest value."""


def layer_outputs(model: Llama, ids: list[int]) -> tuple[torch.Tensor, list[torch.Tensor]]:
    """Logits [vocab] and every layer's output [hidden_size] at the last of the ids."""
    outputs: list[torch.Tensor] = []
    hooks = [layer.register_forward_hook(lambda _, __, output: outputs.append(output[0, -1])) for layer in model.model.layers]
    with torch.inference_mode():
        logits = model(torch.tensor([ids]))[0, -1]
    for hook in hooks:
        hook.remove()
    return logits, outputs


def golden_case(model: Llama, tokenizer: Tokenizer, prompt: str) -> dict:
    ids = [END, *tokenizer.encode(prompt, add_special_tokens=False).ids]
    logits, outputs = layer_outputs(model, ids)
    best = logits.topk(10)
    written, margins = [], []
    for chosen, before in write(model, ids, GREEDY_TOKENS, greedy):
        first, second = before.topk(2).values.tolist()
        written.append(chosen)
        margins.append(round(first - second, 5))
    return {
        "prompt": prompt,
        "prompt_ids": ids,
        "last_logits_top10": [[id, value] for id, value in zip(best.indices.tolist(), best.values.tolist())],
        "logits_mean": logits.mean().item(),
        "logits_std": logits.std().item(),
        "layer_output_last_position_first16": [output[:16].tolist() for output in outputs],
        "greedy_ids": written,
        "greedy_margins": margins,
        "greedy_text": tokenizer.decode(written).rstrip(),
    }


def ending_case(model: Llama, tokenizer: Tokenizer) -> list[dict]:
    """One case, or none where every one of ENDINGS ends too early, too late or not at all."""
    for prompt in ENDINGS:
        case = golden_case(model, tokenizer, prompt)
        if case["greedy_ids"][-1] == END and len(case["greedy_ids"]) in ENDING_TOKENS:
            return [case]
    return []


def goldens_of(folder: Path) -> dict:
    """KeyError or FileNotFoundError where the folder is no model in the Hugging Face layout."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    model = load_model(folder)
    return {
        "note": NOTE,
        "weights_sha256": hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest(),
        "cases": [*(golden_case(model, tokenizer, prompt) for prompt in PROMPTS), *ending_case(model, tokenizer)],
    }


def differences(computed: dict, kept: dict) -> tuple[list[str], dict[str, float]]:
    """What differs by more than rounding, in words, and the largest differences of the numbers."""
    found = []
    largest = {"logit": 0.0, "layer output (of its largest value)": 0.0, "margin": 0.0}
    if kept.get("weights_sha256", computed["weights_sha256"]) != computed["weights_sha256"]:
        found.append("the file was made from other weights")
    if [case["prompt"] for case in computed["cases"]] != [case["prompt"] for case in kept["cases"]]:
        return [*found, "the prompts are others"], largest
    for here, there in zip(computed["cases"], kept["cases"]):
        for name in ("prompt_ids", "greedy_ids", "greedy_text"):
            if here[name] != there[name]:
                found.append(f"{here['prompt']!r}: {name} differ")
        if sorted(id for id, _ in here["last_logits_top10"]) != sorted(id for id, _ in there["last_logits_top10"]):
            found.append(f"{here['prompt']!r}: the ten best are others")
        known = dict(there["last_logits_top10"])
        pairs = [(value, known[id]) for id, value in here["last_logits_top10"] if id in known]
        pairs += [(here[name], there[name]) for name in ("logits_mean", "logits_std")]
        largest["logit"] = max([largest["logit"], *(abs(a - b) for a, b in pairs)])
        for ours, theirs in zip(here["layer_output_last_position_first16"], there["layer_output_last_position_first16"], strict=True):
            share = max(abs(a - b) for a, b in zip(ours, theirs)) / max(map(abs, theirs))
            largest["layer output (of its largest value)"] = max(largest["layer output (of its largest value)"], share)
        margins = [abs(a - b) for a, b in zip(here["greedy_margins"], there["greedy_margins"])]
        largest["margin"] = max([largest["margin"], *margins])
    tolerances = (LOGIT_TOLERANCE, LAYER_TOLERANCE, 2 * LOGIT_TOLERANCE)
    for (name, value), tolerance in zip(largest.items(), tolerances):
        if value > tolerance:
            found.append(f"{name}: {value:.2g} apart")
    return found, largest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a model folder: config.json, tokenizer.json, model.safetensors")
    parser.add_argument("--name", help="of the goldens' file; the folder's name if not given")
    parser.add_argument("--check", action="store_true", help="compare with the file, write nothing")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    path = PROJECT / f"test/goldens/{arguments.name or arguments.folder.resolve().name}.json"
    computed = goldens_of(arguments.folder)
    if not arguments.check:
        path.write_text(json.dumps(computed, indent=1) + "\n")
        print(path)
        if len(computed["cases"]) == len(PROMPTS):
            print("No case ends by itself: tests of the model that the site starts with need one (ENDINGS in goldens.py).")
        return
    found, largest = differences(computed, json.loads(path.read_text()))
    print("largest differences: " + ", ".join(f"{name} {value:.2g}" for name, value in largest.items()))
    print("\n".join(found) or f"{path} is what these weights give")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
