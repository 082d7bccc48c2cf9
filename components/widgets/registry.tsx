import type { ComponentType } from 'react';

/** Every widget by its `data-widget` name. */
export const widgets: Record<string, ComponentType> = {};
