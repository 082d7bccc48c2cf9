import type { Precision } from '../generation/precision';

/** How an ONNX export stores its weights, by the names of transformers.js. `q4f16`: four bits, computed in half floats. */
export type ForeignDtype = 'fp32' | 'fp16' | 'q8' | 'q4' | 'q4f16';

interface DtypeFacts {
  /** What stands between `model` and `.onnx` in the file's name. */
  readonly suffix: string;
  readonly precision: Precision;
  /** Computes in half floats, for which a GPU needs the feature `shader-f16`. */
  readonly halfFloats: boolean;
}

/**
 * Source: DEFAULT_DTYPE_SUFFIX_MAPPING in
 * https://github.com/huggingface/transformers.js/blob/main/packages/transformers/src/utils/dtypes.js
 */
export const foreignDtypes: Readonly<Record<ForeignDtype, DtypeFacts>> = {
  q4f16: { suffix: '_q4f16', precision: 'q4', halfFloats: true },
  q4: { suffix: '_q4', precision: 'q4', halfFloats: false },
  q8: { suffix: '_quantized', precision: 'q8', halfFloats: false },
  fp16: { suffix: '_fp16', precision: 'f16', halfFloats: true },
  fp32: { suffix: '', precision: 'f32', halfFloats: false },
};

export const isForeignDtype = (name: string): name is ForeignDtype => Object.hasOwn(foreignDtypes, name);

/** The model's own file; its weights may lie in further files beside it (`…onnx_data`). */
export const modelFileName = (dtype: ForeignDtype): string => `onnx/model${foreignDtypes[dtype].suffix}.onnx`;
