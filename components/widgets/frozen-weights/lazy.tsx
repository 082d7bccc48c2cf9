'use client';

import { island } from '../shared/island';
import type { FrozenWeightsProps } from './view';

export default island<FrozenWeightsProps>(() => import('./view'), typeof window === 'undefined' ? (require('./view') as typeof import('./view')).default : undefined);
