import { attentionWeights } from './attention-weights/attention-weights';
import * as ofEveryRun from './index';
import type { Kernel } from './kernel';
import { multiplyAdd } from './multiply-add/multiply-add';
import { randomise } from './randomise/randomise';

/** Every kernel of the engine, for the contract tests and the reader who wants to see a source. */
export const kernels: readonly Kernel[] = [...Object.values(ofEveryRun), attentionWeights, randomise, multiplyAdd] as readonly unknown[] as readonly Kernel[];
