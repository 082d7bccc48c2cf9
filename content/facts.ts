import type { Fact } from './facts/fact';
import { costFacts } from './facts/cost';
import { latencyFacts } from './facts/latency';
import { twoPhasesFacts } from './facts/two-phases';
import { quantisationFacts } from './facts/quantisation';
import { whatHappensFacts } from './facts/what-happens';

export type { Fact } from './facts/fact';

/** Every figure the lessons quote in their text, by an id that is unique on the site. */
export const facts = { ...twoPhasesFacts, ...whatHappensFacts, ...latencyFacts, ...costFacts, ...quantisationFacts } as const satisfies Record<string, Fact>;

export type FactId = keyof typeof facts;
