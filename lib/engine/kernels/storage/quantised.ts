import q2 from './storage.q2.wgsl';
import q4 from './storage.q4.wgsl';
import q8 from './storage.q8.wgsl';

/** WGSL that reads quantised tensors, of which `BLOCK` is a pipeline constant. Apart, since a first visit has none. */
export const quantisedSources = { q8, q4, q2 };
