'use client';

import { island } from '../shared/island';
import type { ViewProps } from './view';

/** The view: its HTML with the page, its script when the reader is near. */
export default island<ViewProps>(() => import('./view'), typeof window === 'undefined' ? (require('./view') as typeof import('./view')).default : undefined);
