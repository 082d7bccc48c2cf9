import type { Kernel } from './kernel';
import { add } from './add/add';
import { argmax } from './argmax/argmax';
import { attention } from './attention/attention';
import { attentionWeights } from './attention-weights/attention-weights';
import { embed } from './embed/embed';
import { linear } from './linear/linear';
import { multiplyAdd } from './multiply-add/multiply-add';
import { randomise } from './randomise/randomise';
import { rmsNorm } from './rms-norm/rms-norm';
import { rope } from './rope/rope';
import { sample } from './sample/sample';
import { siluMul } from './silu-mul/silu-mul';
import { storeCache } from './store-cache/store-cache';

export { add, argmax, attention, attentionWeights, embed, linear, multiplyAdd, randomise, rmsNorm, rope, sample, siluMul, storeCache };

/** Every kernel of the engine, for the self-test, the contract tests and the reader who wants to see a source. */
export const kernels: readonly Kernel[] = [
  embed,
  rmsNorm,
  linear,
  rope,
  storeCache,
  attention,
  siluMul,
  add,
  argmax,
  sample,
  attentionWeights,
  randomise,
  multiplyAdd,
] as readonly unknown[] as readonly Kernel[];
