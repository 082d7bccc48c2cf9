import type { ComponentType } from 'react';

/** Until the widgets are written: a place of about their height. */
function Pending() {
  return <div className="h-96 bg-well" />;
}

/** Every widget by its `data-widget` name. */
export const widgets: Record<string, ComponentType> = { 'home-writer': Pending, tokenizer: Pending, 'next-token': Pending };
