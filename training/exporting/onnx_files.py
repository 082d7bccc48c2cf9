"""The ONNX files of transformers.js: model.onnx (fp32), model_quantized.onnx (q8), model_q4.onnx (q4).

Quantised by onnxruntime's own quantisers, as transformers.js's conversion does
(https://github.com/huggingface/transformers.js/blob/main/scripts/quantize.py), from the fp32 graph of onnx_graph.py.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.quantization.quant_utils import add_pre_process_metadata

from exporting import four_bits, hugging_face
from exporting.onnx_graph import build
from exporting.source import Source

FILES = {"fp32": "onnx/model.onnx", "q8": "onnx/model_quantized.onnx", "q4": "onnx/model_q4.onnx"}
"""By the names of transformers.js's `dtype`."""

MAKERS_Q8 = "onnx/makers/model_quantized.onnx"
"""q8 wholly by onnxruntime's dynamic quantiser, as transformers.js's conversion makes it: quicker than our q8 in that runtime and further from
fp32. `npm run bench` gives transformers.js this one; bits for bits it has the better speed."""

ROTATION_TABLES = ["cos/rows", "sin/rows"]
"""Nodes that read RoPE's tables: eight bits would turn every position wrongly."""

DOWN = "/down"
"""How the nodes of the feed-forward's last product end. A few of its inputs are a hundred times the others, so that one scale for the whole
tensor rounds the others away: with float32 inputs perplexity changes by less than 0.1 % where eight bits cost 0.4 to 1.2 %."""


def float_tensors(source: Source) -> dict[str, np.ndarray]:
    return {name: half.float().numpy() for name, half in source.halves.items()}


def write_onnx(folder: Path, source: Source) -> None:
    (folder / MAKERS_Q8).parent.mkdir(parents=True, exist_ok=True)
    settings, tensors = hugging_face.config(source.shape), float_tensors(source)
    onnx.save(build(settings, tensors), folder / FILES["fp32"])
    write_q8(folder / FILES["q8"], build(settings, tensors, own_head=True))
    write_dynamic_q8(folder / MAKERS_Q8, build(settings, tensors, own_head=True))
    write_q4(folder / FILES["q4"], build(settings, tensors, own_head=True))


def matrix_products(model: onnx.ModelProto) -> list[str]:
    return [node.name for node in model.graph.node if node.op_type == "MatMul"]


def by_blocks(model: onnx.ModelProto, bits: int, left_out: list[str]) -> onnx.ModelProto:
    """Products with a constant become MatMulNBits, symmetric, computed in float32, but for the nodes that are left out."""
    quantizer = MatMulNBitsQuantizer(model, bits=bits, block_size=four_bits.BLOCK, is_symmetric=True, nodes_to_exclude=left_out)
    quantizer.process()
    return quantizer.model.model


def write_q8(path: Path, model: onnx.ModelProto) -> None:
    """As `write_dynamic_q8`, but the matrix down has 8 bits by blocks of 32, and its activations stay in float32."""
    write_dynamic_q8(path, by_blocks(model, 8, [name for name in matrix_products(model) if not name.endswith(DOWN)]))


def write_dynamic_q8(path: Path, model: onnx.ModelProto) -> None:
    """Matrices and head to 8 bits by output channel, the embedding by tensor; activations to 8 bits at run time, by tensor.
    Attention's own products, norms and RoPE stay in float32."""
    add_pre_process_metadata(model)  # nothing to fold: the graph is made with its constants in place
    quantize_dynamic(model, path, per_channel=True, weight_type=QuantType.QUInt8, nodes_to_exclude=ROTATION_TABLES)


def write_q4(path: Path, model: onnx.ModelProto) -> None:
    """Matrices and head to 4 bits in blocks of 32, symmetric, their scales searched; computed in float32. The embedding stays in float32:
    ONNX Runtime's quantiser takes matrix products only, unless told otherwise, and so do the q4 files on the hub."""
    matrices = {tensor.name: numpy_helper.to_array(tensor).T for tensor in model.graph.initializer if len(tensor.dims) == 2}
    quantized = by_blocks(model, 4, [])
    search_scales(quantized, matrices)
    onnx.save(quantized, path)


def search_scales(model: onnx.ModelProto, matrices: dict[str, np.ndarray]) -> None:
    """Puts searched codes and scales in the place of the quantiser's own. `matrices`: [outputs, inputs], by the constant's name."""
    stored = {tensor.name: tensor for tensor in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type == "MatMulNBits":
            codes, scales = stored[node.input[1]], stored[node.input[2]]
            for tensor, values in zip((codes, scales), four_bits.pack_nbits(matrices[codes.name.removesuffix("_Q4")]), strict=True):
                tensor.CopyFrom(numpy_helper.from_array(values.reshape(tuple(tensor.dims)), tensor.name))
