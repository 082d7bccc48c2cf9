import { add } from './add/add';
import { argmax } from './argmax/argmax';
import { attention } from './attention/attention';
import { embed } from './embed/embed';
import { linear } from './linear/linear';
import { rmsNorm } from './rms-norm/rms-norm';
import { rope } from './rope/rope';
import { sample } from './sample/sample';
import { siluMul } from './silu-mul/silu-mul';
import { storeCache } from './store-cache/store-cache';

/** The kernels of a forward pass and its choice. Those that few runs need (`all.ts` has every one) are imported by their own names, late. */
export { add, argmax, attention, embed, linear, rmsNorm, rope, sample, siluMul, storeCache };
