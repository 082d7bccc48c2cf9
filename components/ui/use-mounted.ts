import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** False in the page's HTML and while it comes alive; true from then on. Until it is true, controls are not to be pressed. */
export function useMounted(): boolean {
  return useSyncExternalStore(never, () => true, () => false);
}
