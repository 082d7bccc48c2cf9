'use client';

import { island } from '../shared/island';
import type { PhaseLedgerProps } from './view';

export default island<PhaseLedgerProps>(() => import('./view'), typeof window === 'undefined' ? (require('./view') as typeof import('./view')).default : undefined);
