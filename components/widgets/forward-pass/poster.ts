import { initialState, replayTo } from '@/lib/engine-client/generation-state';
import type { Recording } from '@/lib/engine-client/recording';
import { startValues } from './controls';
import { type Picture, pictureOf, posterPicture } from './picture';

/** What the figure shows before any script has run: the recorded pass from afar. */
export interface Poster {
  readonly picture: Picture;
  readonly recorded: { readonly device: string; readonly date: string };
}

/** @throws Error where the recording was not looked into */
export function posterOf({ runs, device, date }: Recording): Poster {
  const picture = pictureOf(runs[0] ? replayTo(runs[0]) : initialState);
  if (!picture) throw new Error('The recording of the forward pass has no stages or no attention: make it anew.');
  return { picture: posterPicture(picture, startValues), recorded: { device, date } };
}
