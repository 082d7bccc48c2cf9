/** What the writer knows when a token has been shown. */
export interface HandoverSituation {
  readonly source: 'none' | 'recorded' | 'live';
  readonly playing: boolean;
  readonly engineReady: boolean;
  /** The address names an engine: live as soon as there is one, and not only from the next paragraph on. */
  readonly ordered: boolean;
  /** Text of the token shown last; null: none yet. */
  readonly lastText: string | null;
  readonly ended: boolean;
}

/**
 * When the recorded story passes to the live model: `here`, in the midst of it, at the end of a paragraph; `next-story`
 * where it ended before the model was there; or not now.
 */
export function handover({ source, playing, engineReady, ordered, lastText, ended }: HandoverSituation): 'here' | 'next-story' | 'not-now' {
  if (source !== 'recorded' || !engineReady) return 'not-now';
  if (ended) return 'next-story';
  if (!playing) return 'not-now';
  return ordered || lastText?.includes('\n') ? 'here' : 'not-now';
}
