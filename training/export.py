"""Every export of one model: Hugging Face layout, ONNX for transformers.js, GGUF for llama.cpp, model card.

    python training/export.py training/runs/pocket-5m/checkpoint.pt --name pocket-5m            writes training/exports/pocket-5m/
    python training/export.py training/runs/pocket-5m/checkpoint.pt --name pocket-5m --publish  and public/models/pocket-5m/
    python training/export.py public/models/pocket-5m --name pocket-5m                          from a model folder
    python training/export.py --budget      bytes of all models that will be committed, before any training
    python training/export.py --list        every file under public/models: bytes, SHA-256
    python training/export.py --check       checks of the exporter on a tiny random model

The source is a checkpoint, a station or kept average, or a model folder; averaged weights unless --weights last. Prints every file
with bytes and SHA-256.
"""

import argparse
import logging
import shutil
import sys
from pathlib import Path

import torch

from data import PROJECT, shared_folder
from exporting.budget import check_budget, planned_bytes, present_bytes
from exporting.checks import run_checks
from exporting.gguf_files import write_gguf
from exporting.hugging_face import write_hugging_face
from exporting.model_card import write_card
from exporting.onnx_files import FILES, write_onnx
from exporting.served import MODELS, files_to_serve, list_files, publish, write_manifest
from exporting.source import ExportError, Source, read_source

EXPORTS = PROJECT / "training/exports"


def tokenizer_of(source: Source, given: Path | None) -> Path:
    """A folder's own; of a run the seed's, with which data.py made its rows."""
    if given:
        return given
    return source.path / "tokenizer.json" if source.path.is_dir() else shared_folder() / "models/pocket-seed/tokenizer.json"


def export(source: Source, name: str, tokenizer: Path, with_card: bool) -> Path:
    folder = EXPORTS / name
    write_hugging_face(folder, source, tokenizer)
    write_onnx(folder, source)
    write_gguf(folder, name, source)
    write_manifest(folder)
    card = folder / "model-card.md"
    own = source.path / "model-card.md"
    card.unlink(missing_ok=True)
    if with_card and own.exists():
        shutil.copyfile(own, card)
    elif with_card:
        write_card(folder, name, source)
    return folder


def publish_within_budget(folder: Path, onnx: list[str]) -> None:
    names = files_to_serve(folder, onnx)
    counted = {**planned_bytes(), **present_bytes(MODELS), folder.name: sum((folder / name).stat().st_size for name in names)}
    print("\n".join(check_budget(counted)))
    print("\n".join(list_files(publish(folder, names))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, nargs="?", help="a checkpoint, a station, or a model folder")
    parser.add_argument("--name", help="of the model and of its folder")
    parser.add_argument("--weights", choices=("average", "last"), default="average", help="of a checkpoint")
    parser.add_argument("--tokenizer", type=Path, help="another tokenizer.json than the seed's")
    parser.add_argument("--without-card", action="store_true", help="for a trial: such an export cannot be published")
    parser.add_argument("--publish", action="store_true", help="copy what the site serves to public/models")
    parser.add_argument("--onnx", choices=tuple(FILES), nargs="+", default=[], help="with --publish: these ONNX files too")
    parser.add_argument("--budget", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    logging.disable(logging.INFO)  # the quantisers tell of every node
    torch.set_num_threads(1)
    if arguments.check:
        sys.exit(run_checks())
    try:
        if arguments.budget:
            print("\n".join(check_budget({**planned_bytes(), **present_bytes(MODELS)})))
        elif arguments.list:
            print("\n".join(list_files(MODELS)))
        elif not arguments.source or not arguments.name:
            parser.error("a source and --name are needed")
        else:
            source = read_source(arguments.source, arguments.weights)
            folder = export(source, arguments.name, tokenizer_of(source, arguments.tokenizer), not arguments.without_card)
            print("\n".join(list_files(folder)))
            if arguments.publish:
                publish_within_budget(folder, arguments.onnx)
    except ExportError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
