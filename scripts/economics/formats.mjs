/**
 * What a row's "dtype/quant" says, as a predictor's stored precision.
 */

/** Mean bits a weight of llama.cpp's files of Llama-3.1-8B (tools/quantize/README.md @311c2c9f): blocks of several kinds are mixed. */
const fileBits = {
  IQ1_S: 2.0042, IQ2_XXS: 2.3824, Q2_K: 3.1593, Q3_K_S: 3.6429, Q3_K_M: 3.9960, Q3_K_L: 4.2979, IQ4_XS: 4.4597, Q4_K_S: 4.6672, Q4_K_M: 4.8944,
  Q5_K_S: 5.5704, Q5_K_M: 5.7036, Q6_K: 6.5633, Q8_0: 8.5008, F16: 16.0005,
};
/** The formats of one kind of block. */
const blockBits = { Q4_0: 4.5, Q4_1: 5, Q5_0: 5.5, Q5_1: 6, IQ4_NL: 4.5 };

const ggufPrecisions = { 1: 'q2', 2: 'q2', 3: 'q3', 4: 'q4', 5: 'q5', 6: 'q6', 8: 'q8' };

/**
 * @param {string} format as in the row: `Q4_K_M`, `fp8 w+kv`, `int4 g32`
 * @param {string} note may state the file's bits a weight, or its size
 * @param {number} parameters of the model, to turn a file's size into bits
 * @param {(type: string) => boolean} multiplies whether the device has arithmetic of a type
 * @returns {{ weightPrecision: string, bitsPerWeight?: number } | undefined}
 */
export function storedPrecisionOf(format, note, parameters, multiplies) {
  const gguf = /\b(I?Q(\d)_\w+)\b/i.exec(format);
  if (gguf) {
    const name = gguf[1].toUpperCase();
    return { weightPrecision: ggufPrecisions[gguf[2]], bitsPerWeight: statedBits(name, note, parameters) ?? fileBits[name] ?? blockBits[name] };
  }
  const text = format.toLowerCase();
  // 4-bit experts (4.25 bits with their scales), the rest in 16; widened where the device does not multiply 4-bit floats.
  if (text.includes('mxfp4')) return { weightPrecision: multiplies('fp4') ? 'fp4' : 'q4', bitsPerWeight: 4.5 };
  if (text.includes('fp4')) return { weightPrecision: 'fp4' };
  if (text.includes('fp8')) return { weightPrecision: 'fp8' };
  const group = /int4.*g(\d+)/.exec(text);
  // A scale and a zero point of 16 bits each for every group.
  if (group) return { weightPrecision: 'q4', bitsPerWeight: 4 + 32 / Number(group[1]) };
  if (/int4|4.?bit|awq|gptq|w4a16/.test(text)) return { weightPrecision: 'q4', bitsPerWeight: 4.5 };
  if (/int8|w8a|8.?bit/.test(text)) return { weightPrecision: 'int8' };
  if (/bf16|fp16|\bf16|float16|half/.test(text)) return { weightPrecision: 'f16' };
  if (/fp32|\bf32/.test(text)) return { weightPrecision: 'f32' };
  return undefined;
}

/** "4.8944 bits/weight", "2.0042 bpw", "file 4.58 GiB" or "Q4_0 3.56 / Q8_0 6.67 GiB". */
function statedBits(name, note, parameters) {
  const bits = /([\d.]+) (?:bits\/weight|bpw)/.exec(note);
  if (bits) return Number(bits[1]);
  const size = new RegExp(`\\b${name} ([\\d.]+)`).exec(note) ?? /file ([\d.]+) GiB/.exec(note);
  return size ? (Number(size[1]) * 2 ** 30 * 8) / parameters : undefined;
}

/** TensorRT-LLM's fp8 and fp4 checkpoints keep keys and values in fp8; others say so where they do. */
export function kvPrecisionOf(format, software) {
  if (/fp8.*kv|w\+kv/i.test(format) || (software === 'tensorrt-llm' && /fp8|fp4/i.test(format))) return 'fp8';
  if (/int8.*kv/i.test(format)) return 'int8';
  return 'f16';
}
