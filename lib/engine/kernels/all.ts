import { attentionWeights } from './attention-weights/attention-weights';
import { gateUp } from './gate-up/gate-up';
import * as ofEveryRun from './index';
import type { Kernel } from './kernel';
import { linearAdd } from './linear-add/linear-add';
import { multiplyAdd } from './multiply-add/multiply-add';
import { queryKeyValue } from './query-key-value/query-key-value';
import { randomise } from './randomise/randomise';
import { ropeStore } from './rope-store/rope-store';

/** Every kernel of the engine, for the contract tests and the reader who wants to see a source. */
export const kernels: readonly Kernel[] = [...Object.values(ofEveryRun), queryKeyValue, gateUp, linearAdd, ropeStore, attentionWeights, randomise, multiplyAdd] as readonly unknown[] as readonly Kernel[];
