import { useMemo, useState } from 'react';
import type { Run } from '@/lib/engine-client/use-run';
import { runProvenance } from '@/lib/measure/latency';
import type { Provenance } from '@/lib/measure/measure';
import { type Picture, pictureOf } from './picture';
import type { Poster } from './poster';

export interface ShownPicture {
  readonly picture: Picture;
  /** Of its times and shares. */
  readonly origin: Provenance;
  /** Another pass is being looked into; this is the one before. */
  readonly isBefore: boolean;
}

/** The pass that is drawn: the run's own as soon as it is whole, until then the one before it. */
export function useShownPicture(run: Run, poster: Poster): ShownPicture {
  const { state, measurable, recorded, startedAt } = run;
  const own = useMemo(() => pictureOf(state, measurable), [state, measurable]);
  const [kept, setKept] = useState<{ readonly picture: Picture; readonly origin: Provenance }>(() => ({
    picture: poster.picture,
    origin: { kind: 'recorded', ...poster.recorded },
  }));
  if (own && own !== kept.picture) {
    const shown = { picture: own, origin: runProvenance({ recorded, startedAt, state }, own.repetitions) };
    setKept(shown);
    return { ...shown, isBefore: false };
  }
  return { ...kept, isBefore: own === null && run.source !== 'none' };
}
