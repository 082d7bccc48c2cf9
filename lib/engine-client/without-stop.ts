/** A reason from the browser, some of which end with a full stop, as the end of a sentence of ours. */
export function withoutStop(reason: string): string {
  return reason.trim().replace(/\.$/, '');
}
