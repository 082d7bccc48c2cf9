import type { ReactNode } from 'react';

/** Text in the colour of a phase of a model's life: amber for training, blue for inference. The words say it too. */
export function Phase({ of, children }: { readonly of: 'training' | 'inference'; readonly children: ReactNode }) {
  return <span className={of === 'training' ? 'text-training' : 'text-inference'}>{children}</span>;
}
