import { quantBits } from '../../tensor/dtype';
import affine from './storage.affine.wgsl';
import q8 from './storage.q8.wgsl';

const withBits = (bits: number): string => `const STORED_BITS = ${bits}u;\n${affine}`;

/** WGSL that reads quantised tensors. Apart, since a first visit has none. */
export const quantisedSources = { q8, q4: withBits(quantBits.q4), q2: withBits(quantBits.q2) };
