import { initialState, replayTo } from '@/lib/engine-client/generation-state';
import type { Recording } from '@/lib/engine-client/recording';
import { runProvenance } from '@/lib/measure/latency';
import type { Provenance } from '@/lib/measure/measure';
import { startValues } from './controls';
import { type Frame, frameOf, lastSurprise } from './frame';

/** What the figure shows before any script has run: the recording, looked at where there is most to see. */
export interface Poster {
  readonly frame: Frame;
  readonly recorded: { readonly device: string; readonly date: string };
  readonly provenance: Provenance;
}

export function posterOf({ runs, device, date }: Recording): Poster {
  const state = runs[0] ? replayTo(runs[0]) : initialState;
  const recorded = { device, date };
  return { frame: frameOf(state, null, lastSurprise(state.tokens), startValues), recorded, provenance: runProvenance({ recorded, startedAt: null, state }) };
}
