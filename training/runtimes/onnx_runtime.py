"""onnxruntime on one of the ONNX files, with its KV cache."""

import json
from pathlib import Path

import numpy as np
import onnxruntime

from exporting.onnx_session import Session

VERSION = f"onnxruntime {onnxruntime.__version__}"


class OnnxRuntime:
    def __init__(self, folder: Path, file: str):
        self.config = json.loads((folder / "config.json").read_text())
        self.session = Session(str(folder / file), self.config)
        self.empty = self.session.cache

    def forget(self) -> None:
        self.session.cache = self.empty
        self.session.held = 0

    def read(self, ids: list[int]) -> np.ndarray:
        """Logits [T, vocab] of these ids, which come after those read since `forget`."""
        return self.session.read(ids)
