"""Proof by strangers: other people's runtimes load every export and agree.

    python training/strangers.py                     every export in training/exports but the checkpoints of a run
    python training/strangers.py pocket-5m --json    one, as JSON

For each model, on one thread:
- transformers (PyTorch, float32, from the folder) writes greedy tokens for 24 prompts, those of the goldens and of openings.txt: 200
  tokens each, or to the end token. Where the site serves these weights, its tokens must be the goldens'.
- onnxruntime (model.onnx) and llama.cpp (F16 GGUF) follow token by token with their KV cache. Another token than PyTorch's is allowed
  only where PyTorch's two best logits differ by less than 0.01; all such steps are listed, and PyTorch's token is taken there.
- tokenizers: transformers and llama.cpp must split awkward strings alike.
- perplexity on the project's evaluation stories (public/evaluation/stories.txt, all 60): every file's must lie within a budget of
  PyTorch's; and where the first three are read token by token with the cache, within the same budget of the runtime's own at once.

Prints a table for each model; exits with 1 where anything fails. A missing file is a failure.
"""

import argparse
import hashlib
import json
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch
from tokenizers import Tokenizer

from data import END, PROJECT, read_stories
from goldens import GREEDY_TOKENS, PROMPTS
from runtimes import llama_cpp, onnx_runtime, pytorch
from runtimes.comparing import NEAR_TIE, Step, Written, follow, margins, near_ties, perplexity, read_at_once, read_by_token
from samples import read_openings

EXPORTS = PROJECT / "training/exports"
STORIES_BY_TOKEN = 3
MOST_STEPS_SHOWN = 20

AWKWARD = (
    "", " ", "a", "  two  spaces  ", "\ttab and\nline\n\n\nbreaks \r\n", "don't we'll THEY'VE I'm it's 's", "naïve café — “quoted” …",
    "e\u0301tude (combining)", "1234567890 3.14 2,048", "🍓 and 👨‍👩‍👧", "日本語のテキスト", "नमस्ते दुनिया", "שלום עולם — مرحبا", "\ufeffbegin",
    "non\u00a0breaking\u2003wide\u200bzero", "!!!???...;:--__**", "control \u0007\u001b[0m", "supercalifragilisticexpialidocious",
    "Ärger ÄRGER straße ǅ", "x²+½ Ⅷ ①", "The end.<|endoftext|>Once", "   \n   indented\n\t\tdeep",
)


@dataclass(frozen=True)
class Export:
    """One file of an export, and what can be asked of its format."""

    runtime: str
    file: str
    budget: float
    """How far its perplexity may be from PyTorch's, as a share."""
    exact: bool
    """Whether its greedy tokens must be PyTorch's."""


EXPORT_FILES = (
    Export("onnxruntime", "onnx/model.onnx", 1e-5, True),
    # Eight bits a weight cost our engine's q8 less than 0.1 %. Here most activations have eight bits too, with one scale for a whole tensor.
    Export("onnxruntime", "onnx/model_quantized.onnx", 0.01, False),
    # Blocks of 32 with a scale and no minimum, the head too (our engine's q4 has both, and the same budget).
    Export("onnxruntime", "onnx/model_q4.onnx", 0.02, False),
    # llama.cpp rounds activations to float16 before it multiplies them with float16 weights.
    Export("llama.cpp", "gguf/{name}-F16.gguf", 1e-4, True),
    # It rounds them to eight bits by block of 32 here, as it does for Q4_0.
    Export("llama.cpp", "gguf/{name}-Q8_0.gguf", 0.003, False),
    Export("llama.cpp", "gguf/{name}-Q4_0.gguf", 0.02, False),
)


@dataclass
class Row:
    """What one file gave. Shares are of perplexity; `change` is against PyTorch's, `by_token` against the same runtime's at once."""

    runtime: str
    file: str
    bytes: int
    perplexity: float | None = None
    change: float | None = None
    by_token: float | None = None
    budget: float | None = None
    same_tokens: int | None = None
    differing: list[Step] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


@dataclass
class Report:
    """Everything compared for one model."""

    model: str
    prompts: int = 0
    greedy_tokens: int = 0
    stories: int = 0
    scored_tokens: int = 0
    goldens: str = "not compared"
    awkward_strings: int = 0
    """Compared between the tokenizers of transformers and llama.cpp."""
    near_ties: list[Step] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def all_failures(self) -> list[str]:
        return [*self.failures, *(f"{row.file}: {failure}" for row in self.rows for failure in row.failures)]


def write_greedily(reference: pytorch.Pytorch, text: str) -> Written:
    prompt = reference.encode(text)
    ids, logits = reference.greedy(prompt, GREEDY_TOKENS)
    return Written(text, prompt, ids, margins(logits))


def evaluation_stories(folder: Path) -> list[list[int]]:
    """Begin token + story + end token; each fits the context."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    texts = read_stories(PROJECT / "public/evaluation/stories.txt")
    return [[END, *tokenizer.encode(text, add_special_tokens=False).ids, END] for text in texts]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def compare_with_goldens(report: Report, folder: Path, reference: pytorch.Pytorch, written: list[Written]) -> None:
    """Goldens are made by model.py of what the site serves, so this also compares our own forward pass with transformers'."""
    path = PROJECT / f"test/goldens/{report.model}.json"
    served = PROJECT / "public/models" / report.model / "model.safetensors"
    if not served.exists():
        report.goldens = "none, since the site does not serve this model"
        return
    remedy = f"python training/goldens.py public/models/{report.model}"
    if sha256(served) != sha256(folder / "model.safetensors"):
        report.goldens = "not compared, since the site serves another file of weights (export.py --publish)"
        return
    if not path.exists() or (goldens := json.loads(path.read_text()))["weights_sha256"] != sha256(served):
        report.failures.append(f"{path.name} is missing or was made from other weights: {remedy}")
        return
    known = {each.text: each for each in written}
    compared = 0
    for case in goldens["cases"]:
        ours = known.get(case["prompt"]) or write_greedily(reference, case["prompt"])
        if ours.prompt != case["prompt_ids"]:
            report.failures.append(f"goldens, {case['prompt']!r}: the prompt's ids are {case['prompt_ids']}; transformers has {ours.prompt}")
            continue
        for step, (golden, token, margin) in enumerate(zip(case["greedy_ids"], ours.ids, ours.margins)):
            compared += 1
            if golden != token:
                if margin >= NEAR_TIE:
                    report.failures.append(f"goldens, {case['prompt']!r}, step {step}: {golden} in place of {token}, margin {margin:.5f}")
                break
    report.goldens = f"{compared} tokens compared"


def compare_tokenizers(report: Report, reference: pytorch.Pytorch, other: llama_cpp.LlamaCpp) -> None:
    report.awkward_strings = len(AWKWARD)
    for text in AWKWARD:
        ours, theirs = reference.encode(text), other.encode(text)
        if ours != theirs:
            report.failures.append(f"tokenizers differ on {text!r}: transformers {ours}, llama.cpp {theirs}")


def measure(row: Row, runtime, export: Export, written: list[Written], stories: list[list[int]], expected: float) -> None:
    """Fills the row. `expected`: PyTorch's perplexity on the stories."""
    row.perplexity = perplexity(lambda ids: read_at_once(runtime, ids), stories)
    row.change = row.perplexity / expected - 1
    few = stories[:STORIES_BY_TOKEN]
    row.by_token = perplexity(lambda ids: read_by_token(runtime, ids), few) / perplexity(lambda ids: read_at_once(runtime, ids), few) - 1
    for share, words in ((row.change, "from PyTorch's"), (row.by_token, "when read token by token")):
        if not abs(share) <= export.budget:
            row.failures.append(f"perplexity {share:+.4%} {words}; the budget is {export.budget:.3%}")
    if export.exact:
        row.differing = [step for each in written for step in follow(runtime, each)]
        row.same_tokens = sum(len(each.ids) for each in written) - len(row.differing)
        row.failures += [
            f"{step.prompt!r}, step {step.step}: token {step.other} in place of {step.token}, though the margin is {step.margin:.5f}"
            for step in row.differing if not step.near_tie
        ]


def examine(name: str) -> Report:
    """All comparisons of one export."""
    folder = EXPORTS / name
    report = Report(name)
    exports = [Export(each.runtime, each.file.format(name=name), each.budget, each.exact) for each in EXPORT_FILES]
    needed = ["config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors", *(each.file for each in exports)]
    missing = [file for file in needed if not (folder / file).exists()]
    if missing:
        report.failures.append(f"{folder} lacks {', '.join(missing)}; training/export.py writes an export whole (see training/README.md)")
        return report

    reference = pytorch.Pytorch(folder)
    written = [write_greedily(reference, text) for text in (*PROMPTS, *read_openings())]
    stories = evaluation_stories(folder)
    expected = perplexity(reference.read_whole, stories)
    report.prompts, report.greedy_tokens = len(written), sum(len(each.ids) for each in written)
    report.stories, report.scored_tokens = len(stories), sum(len(ids) - 1 for ids in stories)
    report.near_ties = [step for each in written for step in near_ties(each)]
    report.rows.append(Row("PyTorch", "model.safetensors", (folder / "model.safetensors").stat().st_size, expected))
    compare_with_goldens(report, folder, reference, written)

    for export in exports:
        row = Row(export.runtime, export.file, (folder / export.file).stat().st_size, budget=export.budget)
        report.rows.append(row)
        kind = llama_cpp.LlamaCpp if export.runtime == "llama.cpp" else onnx_runtime.OnnxRuntime
        try:
            runtime = kind(folder, export.file)
        except Exception as error:  # whatever a stranger throws at a file that it cannot load
            row.failures.append(f"does not load: {error}")
            continue
        measure(row, runtime, export, written, stories, expected)
        if isinstance(runtime, llama_cpp.LlamaCpp):
            if export.exact:
                compare_tokenizers(report, reference, runtime)
            runtime.close()
    return report


def percent(share: float | None, digits: int) -> str:
    return "" if share is None else f"{share * 100:+.{digits}f} %"


def as_table(report: Report) -> str:
    failures = [f"FAILED {failure}" for failure in report.all_failures()]
    if not report.rows:
        return "\n".join([report.model, *failures])
    lines = [
        f"{report.model}: {report.prompts} prompts, {report.greedy_tokens:,} greedy tokens; {report.stories} stories, {report.scored_tokens:,} scored tokens",
        f"{'runtime':<12} {'file':<32} {'bytes':>10}  {'same tokens':>11} {'perplexity':>10} {'change':>10} {'by token':>10} {'budget':>8}",
    ]
    for row in report.rows:
        same = "" if row.same_tokens is None else f"{row.same_tokens:,}"
        scored = "" if row.perplexity is None else f"{row.perplexity:.4f}"
        budget = "" if row.budget is None else f"{row.budget * 100:g} %"
        lines.append(
            f"{row.runtime:<12} {row.file:<32} {row.bytes:>10,}  {same:>11} {scored:>10} {percent(row.change, 4):>10} {percent(row.by_token, 4):>10} "
            f"{budget:>8}{'  FAILED' if row.failures else ''}"
        )
    lines.append(f"PyTorch's two best logits are nearer than {NEAR_TIE} at {len(report.near_ties)} of these steps:")
    for step in report.near_ties[:MOST_STEPS_SHOWN]:
        others = [
            f"{row.runtime} takes {other.other}" for row in report.rows for other in row.differing if (other.prompt, other.step) == (step.prompt, step.step)
        ]
        lines.append(f"  {step.prompt!r}, step {step.step}, margin {step.margin:.5f}: token {step.token}; {', '.join(others) or 'all take it'}")
    if len(report.near_ties) > MOST_STEPS_SHOWN:
        lines.append(f"  and {len(report.near_ties) - MOST_STEPS_SHOWN} more (--json has them all)")
    lines.append(f"tokenizers of transformers and llama.cpp: {report.awkward_strings} awkward strings compared; goldens: {report.goldens}")
    return "\n".join([*lines, *failures])


def names_of_exports() -> list[str]:
    """A run's checkpoints (-step-) are exported as safetensors alone."""
    return sorted(folder.name for folder in EXPORTS.glob("*") if folder.is_dir() and "-step-" not in folder.name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="folders of training/exports; all but checkpoints if none is given")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    names = arguments.names or names_of_exports()
    if not names:
        parser.error(f"{EXPORTS} holds no export: see training/README.md for the command that writes one")
    torch.set_num_threads(1)
    versions = [pytorch.VERSION, onnx_runtime.VERSION, llama_cpp.VERSION]
    if not arguments.json:
        print(f"{', '.join(versions)}\n")
    reports = []
    for name in names:
        reports.append(examine(name))
        if not arguments.json:
            print(f"{as_table(reports[-1])}\n", flush=True)
    failed = sum(bool(report.all_failures()) for report in reports)
    if arguments.json:
        print(json.dumps({"versions": versions, "models": [{**asdict(report), "failed": report.all_failures()} for report in reports]}, indent=1))
    else:
        print(f"{len(reports) - failed} of {len(reports)} models agree everywhere")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
