"""A model that a reader trained in the browser and downloaded, in PyTorch: does it write what the site's engine writes?

    python training/own_model.py own-model.zip                                   loads it and writes a few lines
    python training/own_model.py own-model.zip --greedy own-model.greedy.json    compares; exits with 1 where a token differs

The zip (or its folder) is loaded by transformers' own AutoModelForCausalLM and AutoTokenizer, float32 arithmetic on the file's
float16 weights. The greedy tokens of our engine come from `node scripts/own-model.mjs --out FOLDER`. Compared for each prompt:
its ids, what the ids decode to, and the greedy tokens until the stop token or a full context. Where the two best
are within 0.001 in logit, so that rounding may decide, that is said; a difference is a difference all the same.
"""

import argparse
import json
import sys
import tempfile
import zipfile
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

CLOSE = 1e-3


def folder_of(path: Path, into: Path) -> Path:
    """The folder with config.json: the path itself, or what its zip holds."""
    if path.is_dir():
        return path
    with zipfile.ZipFile(path) as archive:
        archive.extractall(into)
    return next(into.rglob("config.json")).parent


def write(model, ids: list[int], most: int) -> tuple[list[int], float]:
    """Greedy tokens after `ids` (begin token first), and the smallest margin between the two best logits on the way."""
    stop, context = model.config.eos_token_id, model.config.max_position_embeddings
    written, margin = [], float("inf")
    while len(written) < most and len(ids) + len(written) <= context:
        with torch.no_grad():
            logits = model(torch.tensor([ids + written])).logits[0, -1]
        best, second = torch.topk(logits, 2).values.tolist()
        margin = min(margin, best - second)
        written.append(int(logits.argmax()))
        if written[-1] == stop:
            break
    return written, margin


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--greedy", type=Path)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as scratch:
        folder = folder_of(arguments.model, Path(scratch))
        tokenizer = AutoTokenizer.from_pretrained(folder)
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    parameters = sum(tensor.numel() for tensor in model.parameters())
    print(f"{type(model).__name__}, {parameters:,} parameters; {type(tokenizer).__name__}, {len(tokenizer)} tokens")
    begin = model.config.bos_token_id

    if arguments.greedy is None:
        for prompt in ("", "a", "m"):
            ids = tokenizer(prompt)["input_ids"]
            print(repr(prompt + tokenizer.decode(write(model, ids, 64)[0])))
        return 0

    wrong = tokens = 0
    for case in json.loads(arguments.greedy.read_text())["cases"]:
        prompt = case["prompt"]
        ids = tokenizer(prompt, add_special_tokens=False)["input_ids"]
        faults = []
        if ids != case["prompt_ids"]:
            faults.append(f"ids {ids}, ours {case['prompt_ids']}")
        if tokenizer(prompt)["input_ids"] != [begin, *ids]:
            faults.append("the begin token is not put first")
        if tokenizer.unk_token_id not in ids and 0 not in ids and tokenizer.decode(ids) != prompt:
            faults.append(f"decoded to {tokenizer.decode(ids)!r}")
        written, margin = write(model, [begin, *ids], 64)
        if written != case["greedy_ids"]:
            faults.append(f"wrote {written}, ours {case['greedy_ids']}")
        tokens += len(written)
        wrong += bool(faults)
        close = f", two tokens within {margin:.1e}" if margin < CLOSE else ""
        print(f"{prompt!r}: {len(written)} tokens, {'; '.join(faults) or 'equal'}{close}")
    print(f"{tokens} greedy tokens of PyTorch and our engine: {'equal' if wrong == 0 else f'{wrong} prompts differ'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
