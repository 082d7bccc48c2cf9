"""model-card.md: the frame ../cards/card.md around what ../cards/<name>.md says of one model, with numbers of its run.

`$word` in both is a number or a text made here; one that cannot be filled is an error, so that no card is written with a gap
or with a number that nobody measured.
"""

import math
import re
from pathlib import Path
from string import Template

from data import PROJECT, corpus_folder, load_tokenizer, read_stories
from evaluate import encode_stories, score
from exporting.gguf_files import file_name
from exporting.onnx_files import FILES
from exporting.source import ExportError, Source
from model import load_model

CARDS = PROJECT / "training/cards"
EVALUATION = PROJECT / "public/evaluation/stories.txt"
STATION = re.compile(r"(?P<model>.+)-step-(?P<step>\d{6})$")
PARTS = re.compile(r"^<!-- (\w+) -->\n", re.MULTILINE)

WHOLE_RUN = "export the run's checkpoint.pt, as training/train.py leaves it: kept averages and stations do not count this"
REMEDIES = {
    "tokens": WHOLE_RUN,
    "tokensExactly": WHOLE_RUN,
    "coreHours": WHOLE_RUN,
    "twoCoreHours": WHOLE_RUN,
    "flops": WHOLE_RUN,
    "teacherFlops": "the run had no teacher: python training/students.py trains one that has",
    "descentSteps": "the run was not cooled down: python training/train.py --run FOLDER --resume --cool-down-steps N",
}


def power_of_ten(number: float) -> str:
    """1.2345e16 -> 1.23 × 10¹⁶"""
    mantissa, exponent = f"{number:.2e}".split("e")
    return f"{mantissa} × 10{str(int(exponent)).translate(str.maketrans('0123456789-', '⁰¹²³⁴⁵⁶⁷⁸⁹⁻'))}"


def shape_facts(source: Source) -> dict[str, str]:
    shape = source.shape
    return {
        "parameters": f"{source.parameters:,}",
        "layers": str(shape.num_hidden_layers),
        "width": str(shape.hidden_size),
        "hidden": str(shape.intermediate_size),
        "heads": str(shape.num_attention_heads),
        "kvHeads": str(shape.num_key_value_heads),
        "headDim": str(shape.head_dim),
        "ropeBase": f"{shape.rope_theta:,.0f}",
        "context": str(shape.max_position_embeddings),
        "vocabulary": f"{shape.vocab_size:,}",
    }


def run_facts(run: dict, weights: str) -> dict[str, str]:
    """What the checkpoint counted, and what its config set: `data.names_kept` is `$data_names_kept`."""
    facts = {f"{part}_{name}": str(value) for part, values in run["config"].items() if isinstance(values, dict) for name, value in values.items()}
    facts["steps"] = f"{run['step']:,}"
    decay = facts.get("training_average_decay")
    facts["weights"] = f"an exponential mean over the steps (decay {decay})" if weights == "average" else "those of the last step"
    if "tokens" in run:
        facts["tokens"] = f"{run['tokens'] / 1e6:.1f} million"
        facts["tokensExactly"] = f"{run['tokens']:,}"
    if "coreSeconds" in run:
        facts["coreHours"] = f"{run['coreSeconds'] / 3600:.1f}"
        facts["twoCoreHours"] = f"{run['coreSeconds'] / 7200:.1f}"
    facts |= {name: power_of_ten(run[name]) for name in ("flops", "teacherFlops") if run.get(name)}
    descent = run.get("schedule", {}).get("descent_steps")
    if descent:
        facts["descentSteps"] = f"{descent:,}"
    return facts


def quality_facts(folder: Path) -> dict[str, str]:
    """Held-out loss and the loss on the evaluation stories, of the exported file, by evaluate.py's arithmetic."""
    heldout = corpus_folder() / "heldout.txt"
    if not heldout.exists():
        raise ExportError(f"{heldout} is missing, so the held-out loss cannot be measured: set POCKET_CORPUS to a folder that has it.")
    model, tokenizer = load_model(folder), load_tokenizer()
    facts = {}
    for name, path in (("heldout", heldout), ("evaluation", EVALUATION)):
        scored = score(model, encode_stories(tokenizer, read_stories(path), model.shape.max_position_embeddings))
        facts |= {
            f"{name}NatsPerToken": f"{scored['natsPerToken']:.3f}",
            f"{name}NatsPerCharacter": f"{scored['natsPerCharacter']:.3f}",
            f"{name}Perplexity": f"{math.exp(scored['natsPerToken']):.2f}",
            f"{name}Stories": str(scored["stories"]),
        }
    return facts


def file_facts(folder: Path, name: str) -> dict[str, str]:
    gguf = [file_name(name, kind) for kind in ("F16", "Q8_0", "Q4_0")]
    named = ["model.safetensors", "tokenizer.json", "tokenizer_config.json", "config.json", "generation_config.json", *FILES.values(), *gguf]
    rows = [f"| `{each}` | {(folder / each).stat().st_size:,} |" for each in named]
    return {"files": "\n".join(rows), "weightBytes": f"{(folder / 'model.safetensors').stat().st_size:,}"}


def read_parts(name: str) -> dict[str, str]:
    """The parts of a model's own text: `<!-- summary -->` and so on each begin one."""
    station = STATION.match(name)
    path = CARDS / ("station.md" if station else f"{name}.md")
    if not path.exists():
        raise ExportError(f"{path} is missing: write what {name} is and how it was made, or export --without-card.")
    _, *pieces = PARTS.split(path.read_text(encoding="utf-8"))
    return dict(zip(pieces[::2], (piece.strip() for piece in pieces[1::2])))


def fill(text: str, facts: dict[str, str]) -> str:
    try:
        return Template(text).substitute(facts)
    except KeyError as error:
        (name,) = error.args
        remedy = REMEDIES.get(name, "it is no key of the run's config and no number made by training/exporting/model_card.py")
        raise ExportError(f"The card needs ${name}, which is not known: {remedy}.") from None


def samples_section(folder: Path, parts: dict[str, str]) -> str:
    """samples.md of the export, as samples.py wrote it, after what the model's text says of them; nothing where it says nothing."""
    if "samples" not in parts:
        return ""
    path = folder / "samples.md"
    if not path.exists():
        raise ExportError(f"{path} is missing, and the card has a section for it: python training/samples.py {folder}.")
    if path.stat().st_mtime < (folder / "model.safetensors").stat().st_mtime:
        raise ExportError(f"{path} is older than the weights: python training/samples.py {folder}.")
    return f"## Samples\n\n{parts['samples']}\n\n{path.read_text(encoding='utf-8').strip()}\n\n"


def write_card(folder: Path, name: str, source: Source) -> None:
    if source.run is None:
        raise ExportError(f"{source.path} is a model folder and tells nothing of its training: export its checkpoint, or --without-card.")
    station = STATION.match(name)
    if station and int(station["step"]) != source.run["step"]:
        raise ExportError(f"{source.path} is of step {source.run['step']}, and {name} names another.")
    parts = read_parts(name)
    facts = {
        "name": name,
        "model": station["model"] if station else name,
        **shape_facts(source),
        **run_facts(source.run, source.weights),
        **file_facts(folder, name),
        **quality_facts(folder),
    }
    filled = {part: fill(text, facts) for part, text in parts.items()}
    card = fill((CARDS / "card.md").read_text(encoding="utf-8"), {**facts, **filled, "samples": samples_section(folder, filled)})
    (folder / "model-card.md").write_text(card, encoding="utf-8")
