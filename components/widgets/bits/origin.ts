import type { Provenance } from '@/lib/measure/measure';
import type { BitsFrame } from './frame';

/** Where the weights come from: the file; and the reader, where one was multiplied. */
export function originOf({ model, tensor }: Pick<BitsFrame, 'model' | 'tensor'>, factor: number): Provenance {
  const file: Provenance = { kind: 'counted', what: `the weights of ${tensor}, read from ${model}’s model.safetensors` };
  return factor === 1 ? file : { kind: 'derived', from: [file, { kind: 'assumed', by: 'reader' }], formula: `one weight multiplied by ${factor}` };
}
