import { EngineError } from '../errors';
import type { LayerRequest, LayerShape } from './measurements';

/** Positions whose scores fit into the workgroup memory that every GPU has (16 KiB). */
const mostContext = 4_032;
const mostBatch = 32;

function invalid(what: string, remedy: string): EngineError {
  return new EngineError('invalid-request', what, remedy);
}

/**
 * Checks what a layer is to be measured with. The plan's precisions and blocks are checked where the weights are made.
 * @throws EngineError `invalid-request`
 */
export function checkLayerRequest({ shape, batch, tokens, context }: LayerRequest): void {
  checkShape(shape);
  const isWhole = (value: number, most: number) => Number.isSafeInteger(value) && value >= 1 && value <= most;
  if (!isWhole(batch, mostBatch)) throw invalid(`A batch of ${batch} cannot be measured.`, `Choose a whole number from 1 to ${mostBatch}.`);
  if (!isWhole(context, mostContext)) throw invalid(`A context of ${context} tokens cannot be measured.`, `Choose a whole number from 1 to ${mostContext.toLocaleString('en-GB')}.`);
  if (!isWhole(tokens, context)) throw invalid(`${tokens} new tokens do not fit into a context of ${context}.`, `Choose a whole number from 1 to ${context}.`);
}

function checkShape(shape: LayerShape): void {
  const { name, layers, dim, hiddenDim, heads, kvHeads, headDim, vocab } = shape;
  for (const [what, value] of Object.entries({ layers, dim, hiddenDim, heads, kvHeads, headDim, vocab })) {
    if (!Number.isSafeInteger(value) || value < 1) throw invalid(`${name} has no usable shape: its ${what} is ${value}.`, 'Give whole numbers from 1 on.');
  }
  if (headDim % 2 !== 0 || headDim > 256) throw invalid(`${name} has heads of ${headDim} dimensions.`, 'An even number up to 256 is needed.');
  if (heads % kvHeads !== 0) throw invalid(`${heads} heads of ${name} cannot share ${kvHeads} key/value heads evenly.`, 'Give numbers that divide.');
  for (const [what, columns] of Object.entries({ dim, hiddenDim, 'width of all heads': heads * headDim })) {
    if (columns % 16 !== 0) throw invalid(`The ${what} of ${name} is ${columns}.`, 'A multiple of 16 is needed.');
  }
}
