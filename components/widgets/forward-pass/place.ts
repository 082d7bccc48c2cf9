/** Where in the pass the reader is: a part of it, seen from afar or from inside. */
export interface Place {
  readonly zoom: 'pass' | 'inside';
  /** Index into what the pass is made of: the tokens, the parts, the scores. */
  readonly part: number;
  /** Index among the part's stages; 0 from afar. */
  readonly stage: number;
}

export const firstPlace: Place = { zoom: 'pass', part: 0, stage: 0 };

/** Number of stages in each part of the pass; the tokens at its begin and the scores at its end have none. */
export type StageCounts = readonly number[];

/** One step on; after the last, the first again. */
export function stepped({ zoom, part, stage }: Place, counts: StageCounts): Place {
  if (zoom === 'inside' && stage + 1 < counts[part]) return { zoom, part, stage: stage + 1 };
  const next = (part + 1) % counts.length;
  if (zoom === 'pass' || counts[next] > 0) return { zoom, part: next, stage: 0 };
  // From inside there is nothing to see of tokens and scores.
  return rewound({ zoom, part, stage }, counts);
}

/** The last stage of a part has been reached. */
export const isLastStage = ({ zoom, part, stage }: Place, counts: StageCounts): boolean => zoom === 'inside' && stage === counts[part] - 1;

/** The same part from the other distance. From inside only layers are worth it: of tokens, embedding, head and scores the nearest layer is shown. */
export function zoomed({ part }: Place, zoom: Place['zoom'], counts: StageCounts): Place {
  if (zoom === 'pass') return { zoom, part, stage: 0 };
  const layers = counts.flatMap((count, index) => (count === Math.max(...counts) ? [index] : []));
  return { zoom, part: layers.reduce((best, index) => (Math.abs(index - part) < Math.abs(best - part) ? index : best)), stage: 0 };
}

/** The first place as seen from the same distance. */
export const rewound = ({ zoom }: Place, counts: StageCounts): Place => (zoom === 'pass' ? firstPlace : { zoom, part: counts.findIndex((count) => count > 0), stage: 0 });
