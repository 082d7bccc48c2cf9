"""Four bits a weight in blocks with one scale and no minimum: the format of GGUF's Q4_0 and of onnxruntime's symmetric MatMulNBits.

Both tools' own quantisers take the scale from the block's largest value, which is then stored exactly and the others as they fall. Here the
scale is searched: candidates near that one are rounded with, refitted to their codes by least squares, and the one whose block is nearest
to the weights is kept (the search of llama.cpp's `make_qx_quants` without its weighting). Nothing in the file tells how a scale was found.
"""

import numpy as np

BLOCK = 32
CODES = (-8, 7)
CANDIDATES = np.linspace(6.0, 10.0, 81)
"""The code of a block's largest value, its sign turned: 8 is what the tools take."""


def divided(values: np.ndarray, by: np.ndarray) -> np.ndarray:
    """values / by, and 0 where by is 0."""
    return np.divide(values, by, out=np.zeros_like(values), where=by != 0)


def nearest_codes(blocks: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """[blocks, BLOCK] values and a scale each -> codes as float32"""
    return np.clip(np.rint(divided(blocks, np.broadcast_to(scales[:, None], blocks.shape))), *CODES)


def search_blocks(values: np.ndarray, scale_type: type) -> tuple[np.ndarray, np.ndarray]:
    """Any shape, rows of whole blocks -> (scales [blocks] in `scale_type`, codes [blocks, BLOCK] uint8, 8 standing for 0)."""
    blocks = values.reshape(-1, BLOCK).astype(np.float32)
    largest = blocks[np.arange(len(blocks)), np.abs(blocks).argmax(axis=1)]
    least = np.full(len(blocks), np.inf, np.float32)
    scales, codes = np.zeros(len(blocks), scale_type), np.zeros_like(blocks)
    for candidate in CANDIDATES:
        fitted = nearest_codes(blocks, largest / np.float32(-candidate))
        scale = divided((blocks * fitted).sum(axis=1), (fitted**2).sum(axis=1)).astype(scale_type)
        rounded = nearest_codes(blocks, scale.astype(np.float32))
        error = ((blocks - rounded * scale.astype(np.float32)[:, None]) ** 2).sum(axis=1)
        better = error < least
        least[better], scales[better], codes[better] = error[better], scale[better], rounded[better]
    return scales, (codes + 8).astype(np.uint8)


def pack_q4_0(values: np.ndarray) -> np.ndarray:
    """[rows, columns] -> bytes [rows, columns / 32 * 18] of a GGUF Q4_0 tensor: float16 scale, then codes 0 to 15 in the lower halves of
    sixteen bytes and 16 to 31 in the upper ones (ggml's block_q4_0)."""
    scales, codes = search_blocks(values, np.float16)
    packed = codes[:, : BLOCK // 2] | (codes[:, BLOCK // 2 :] << 4)
    return np.concatenate([scales.view(np.uint8).reshape(-1, 2), packed], axis=1).reshape(values.shape[0], -1)


def pack_nbits(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """[rows, columns] of outputs and inputs -> (bytes [rows, blocks, 16], scales [rows, blocks]) of a MatMulNBits node: neighbours share a
    byte, the first in its lower half."""
    scales, codes = search_blocks(values, np.float32)
    packed = codes[:, 0::2] | (codes[:, 1::2] << 4)
    return packed.reshape(values.shape[0], -1, BLOCK // 2), scales.reshape(values.shape[0], -1)
