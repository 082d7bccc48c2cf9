'use client';

import { island } from '../shared/island';
import type { ViewProps } from './view';

export default island<ViewProps>(() => import('./view'), typeof window === 'undefined' ? (require('./view') as typeof import('./view')).default : undefined);
