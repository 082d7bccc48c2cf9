import type { KernelCase } from '../kernels/case';
import { modelCases, type ModelShapes, type ModelStorage } from '../kernels/cases';

/**
 * The kernels that the processor has in WebAssembly (cpu/simd/launches.ts, which a visit with a GPU does not fetch). All others
 * run there by their reference: to compare it with itself would prove nothing.
 */
export const compiledKernels: ReadonlySet<string> = new Set(['add', 'attention', 'embed', 'linear', 'rmsNorm', 'siluMul']);

/**
 * On a processor each row of the vocabulary, and each position of the context, goes through the same code as the one before. So
 * many tell as much as all of them: more than are worked on together at widths of 64 and more (the panels of cpu/assembly/linear.ts),
 * and a few over.
 */
const enough = 130;

/** What the self-test runs on a processor: the compiled kernels at the model's widths, for one token and for a few. */
export function processorCases({ vocab, contextLength, ...widths }: ModelShapes, storage: ModelStorage): KernelCase[] {
  const shapes = { ...widths, vocab: Math.min(vocab, enough), contextLength: Math.min(contextLength, enough) };
  return modelCases(shapes, storage).filter(({ kernel }) => compiledKernels.has(kernel.name));
}
