"""The part of an export that the site serves, in public/models/<name>/, and its manifest.json."""

import shutil
from pathlib import Path

from data import PROJECT
from exporting.hugging_face import write_json
from exporting.onnx_files import FILES
from exporting.source import ExportError, sha256

MODELS = PROJECT / "public/models"
LOADED = ("config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors")
"""What a reader's browser downloads to run a model: a manifest names these alone, since the page adds up its bytes."""
SERVED = (*LOADED, "generation_config.json", "manifest.json", "model-card.md")


def write_manifest(folder: Path) -> None:
    """In the format of lib/engine-client/manifest.ts."""
    write_json(folder / "manifest.json", {name: {"bytes": (folder / name).stat().st_size, "sha256": sha256(folder / name)} for name in LOADED})


def files_to_serve(folder: Path, onnx: list[str]) -> list[str]:
    """Paths in the folder; `onnx`: dtypes by the names of transformers.js. ExportError where one is missing."""
    names = [*SERVED, *(FILES[dtype] for dtype in onnx)]
    missing = [name for name in names if not (folder / name).exists()]
    if missing:
        raise ExportError(f"{folder} lacks {', '.join(missing)}: export it again, with its card.")
    return names


def publish(folder: Path, names: list[str], models: Path = MODELS) -> Path:
    """Copies the files; the model's folder then holds these and no others."""
    target = models / folder.name
    shutil.rmtree(target, ignore_errors=True)
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / name, target / name)
    return target


def list_files(folder: Path) -> list[str]:
    """Every file below a folder: bytes, SHA-256, path; the sum at the end."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{path.stat().st_size:>12,}  {sha256(path)}  {path.relative_to(folder.parent)}" for path in paths]
    return [*lines, f"{sum(path.stat().st_size for path in paths):>12,}  in {len(paths)} files"]
