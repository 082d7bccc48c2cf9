'use client';

import { island } from '../shared/island';
import type { TrainingReplayProps } from './view';

export default island<TrainingReplayProps>(() => import('./view'), typeof window === 'undefined' ? (require('./view') as typeof import('./view')).default : undefined);
