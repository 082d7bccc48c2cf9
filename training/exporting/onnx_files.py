"""The ONNX files of transformers.js: model.onnx (fp32), model_quantized.onnx (q8), model_q4.onnx (q4).

Quantised by onnxruntime's own quantisers, as transformers.js's conversion does
(https://github.com/huggingface/transformers.js/blob/main/scripts/quantize.py), from the fp32 graph of onnx_graph.py.
"""

from pathlib import Path

import numpy as np
import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.quantization.quant_utils import add_pre_process_metadata

from exporting import hugging_face
from exporting.onnx_graph import build
from exporting.source import Source

FILES = {"fp32": "onnx/model.onnx", "q8": "onnx/model_quantized.onnx", "q4": "onnx/model_q4.onnx"}
"""By the names of transformers.js's `dtype`."""

ROTATION_TABLES = ["cos/rows", "sin/rows"]
"""Nodes that read RoPE's tables: eight bits would turn every position wrongly."""

Q4_BLOCK = 32


def float_tensors(source: Source) -> dict[str, np.ndarray]:
    return {name: half.float().numpy() for name, half in source.halves.items()}


def write_onnx(folder: Path, source: Source) -> None:
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    settings, tensors = hugging_face.config(source.shape), float_tensors(source)
    onnx.save(build(settings, tensors), folder / FILES["fp32"])
    write_q8(folder / FILES["q8"], build(settings, tensors, own_head=True))
    write_q4(folder / FILES["q4"], build(settings, tensors, own_head=True))


def write_q8(path: Path, model: onnx.ModelProto) -> None:
    """Matrices and head to 8 bits by output channel, the embedding by tensor; activations to 8 bits at run time, by tensor.
    Attention's own products, norms and RoPE stay in float32."""
    add_pre_process_metadata(model)  # nothing to fold: the graph is made with its constants in place
    quantize_dynamic(model, path, per_channel=True, weight_type=QuantType.QUInt8, nodes_to_exclude=ROTATION_TABLES)


def write_q4(path: Path, model: onnx.ModelProto) -> None:
    """Matrices and head to 4 bits in blocks of 32, symmetric; computed in float32. The embedding stays in float32: ONNX Runtime's
    quantiser takes matrix products only, unless told otherwise, and so do the q4 files on the hub."""
    quantizer = MatMulNBitsQuantizer(model, bits=4, block_size=Q4_BLOCK, is_symmetric=True)
    quantizer.process()
    quantizer.model.save_model_to_file(str(path), False)
