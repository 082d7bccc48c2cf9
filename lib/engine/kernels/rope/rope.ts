import { elementCount } from '../../tensor/tensor';
import { spread, type Kernel } from '../kernel';
import source from './rope.wgsl';

/**
 * Rotary position embedding: turns pair (i, i + headDim / 2) of each head by position · theta^(−2i / headDim).
 * Angles come from a table made on the host, because WGSL promises sin and cos only to 2^-11.
 * Shapes: input and output (B · T, heads · headDim), angles (positions, headDim): cosines, then sines; rows (B, 3):
 * first position, count and slot of each sequence.
 * Source: Su et al. 2021, RoFormer; half-split pairs as in Llama's Hugging Face layout.
 */
export const rope: Kernel<'input' | 'angles' | 'rows' | 'output', { readonly headDim: number }> = {
  name: 'rope',
  tensors: { input: 'read', angles: 'read', rows: 'read', output: 'write' },
  parameters: { tokens: 'u32', batch: 'u32', width: 'u32', headDim: 'u32', positions: 'u32' },
  sources: { invocation: source },
  plan({ input, angles, rows }, { headDim }) {
    const batch = rows.shape[0];
    const [tokens, width] = [input.shape[0] / batch, input.shape[1]];
    return {
      workgroups: spread(elementCount(input.shape) / 2, 64),
      parameters: { tokens, batch, width, headDim, positions: angles.shape[0] },
    };
  },
  reference({ input, angles, rows, output }, specs, { headDim }) {
    const batch = specs.rows.shape[0];
    const [tokens, width] = [specs.input.shape[0] / batch, specs.input.shape[1]];
    const half = headDim / 2;
    const lastPosition = specs.angles.shape[0] - 1;
    for (let row = 0; row < batch * tokens; row++) {
      // Rows beyond a sequence's count are padding: any position will do.
      const position = Math.min(rows[3 * Math.floor(row / tokens)] + (row % tokens), lastPosition);
      for (let head = 0; head < width / headDim; head++) {
        const start = row * width + head * headDim;
        for (let i = 0; i < half; i++) {
          const cosine = angles[position * headDim + i];
          const sine = angles[position * headDim + half + i];
          const [first, second] = [input[start + i], input[start + half + i]];
          output[start + i] = first * cosine - second * sine;
          output[start + half + i] = second * cosine + first * sine;
        }
      }
    }
  },
};

/** The table of angles: (positions, headDim), row p holding cos(p · theta^(−2i / headDim)) for each i, then the sines. */
export function ropeAngles(positions: number, headDim: number, theta: number): Float32Array {
  const half = headDim / 2;
  const angles = new Float32Array(positions * headDim);
  for (let position = 0; position < positions; position++) {
    for (let i = 0; i < half; i++) {
      const angle = position * theta ** ((-2 * i) / headDim);
      angles[position * headDim + i] = Math.cos(angle);
      angles[position * headDim + half + i] = Math.sin(angle);
    }
  }
  return angles;
}
