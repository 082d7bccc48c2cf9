import type { Measure, Provenance } from '@/lib/measure/measure';
import { generationMemory, stepFlops, tokenFlops, trainingMemory } from '@/lib/training/flops';
import type { TrainingShape } from '@/lib/training/shape';

/** One line of the two ledgers: what a step has of it, and what a written character has; null: nothing at all. */
export interface LedgerRow {
  readonly key: string;
  readonly label: string;
  readonly step: Measure | null;
  readonly token: Measure | null;
}

export interface Ledgers {
  readonly work: readonly LedgerRow[];
  readonly memory: readonly LedgerRow[];
  /** Operations of a step for each of one written character. */
  readonly workRatio: Measure;
  /** The same with as many characters on both sides: those of a batch. */
  readonly workRatioEach: Measure;
  readonly memoryRatio: Measure;
}

/** As the file has them, and as they are read in inference by default. */
const bytesPerFrozenWeight = 2;

/**
 * What one step of training does and needs, beside one character written at a full context.
 * @param rows of a batch, each as long as the context
 */
export function ledgersOf(shape: TrainingShape, rows: number): Ledgers {
  const tokens = shape.contextLength;
  const step = stepFlops(shape, rows, tokens);
  const token = tokenFlops(shape, tokens);
  const training = trainingMemory(shape, rows, tokens);
  const writing = generationMemory(shape, bytesPerFrozenWeight, tokens);
  const measure = (name: string, unit: 'flops' | 'bytes') => (value: number, what: string): Measure => ({ name, value, unit, provenance: counted(what) });
  const stepWork = measure('step-flops', 'flops');
  const tokenWork = measure('token-flops', 'flops');
  const stepBytes = measure('step-bytes', 'bytes');
  const tokenBytes = measure('token-bytes', 'bytes');
  const batch = `${rows} rows of ${tokens} characters`;
  return {
    work: [
      { key: 'forward', label: 'forward', step: stepWork(step.forward, `matrix products and attention for ${batch}`), token: tokenWork(token, `matrix products and attention for one character that sees ${tokens}`) },
      { key: 'backward', label: 'backward', step: stepWork(step.backward, 'two products for each of the forward pass'), token: null },
      { key: 'optimiser', label: 'optimiser', step: stepWork(step.optimiser, 'what AdamW does with each weight'), token: null },
      { key: 'total', label: 'together', step: stepWork(step.total, 'forward, backward and optimiser'), token: tokenWork(token, 'the forward pass is all') },
    ],
    memory: [
      { key: 'weights', label: 'weights', step: stepBytes(training.weights, '4 bytes for each'), token: tokenBytes(writing.weights, `${bytesPerFrozenWeight} bytes for each`) },
      { key: 'gradients', label: 'gradients', step: stepBytes(training.gradients, '4 bytes for each weight'), token: null },
      { key: 'moments', label: 'optimiser’s running means', step: stepBytes(training.moments, 'two for each weight, 4 bytes each'), token: null },
      { key: 'activations', label: 'kept for the way back', step: stepBytes(training.activations, `every intermediate result of the forward pass over ${batch}`), token: null },
      { key: 'kv-cache', label: 'KV cache', step: null, token: tokenBytes(writing.kvCache, `keys and values of ${tokens} characters`) },
      { key: 'total', label: 'together', step: stepBytes(training.total, 'all of these'), token: tokenBytes(writing.total, 'both of these') },
    ],
    workRatio: ratio('step-per-token-work', step.total / token, 'operations of a step ÷ operations of one written character'),
    workRatioEach: ratio('step-per-token-work-each', step.total / (rows * tokens) / token, `operations of a step ÷ its ${rows * tokens} characters ÷ operations of one written character`),
    memoryRatio: ratio('step-per-token-bytes', training.total / writing.total, 'bytes of a step ÷ bytes of one written character'),
  };
}

const counted = (what: string): Provenance => ({ kind: 'counted', what });
const ratio = (name: string, value: number, formula: string): Measure => ({ name, value, unit: 'ratio', provenance: { kind: 'derived', from: [counted('the shapes of the model and its batch')], formula } });
