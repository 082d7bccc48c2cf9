'use client';

import { island } from '../widgets/shared/island';
import type { PredictDrawingProps } from './predict-drawing';

/** A prediction that is drawn, as HTML; the script to draw with comes when the reader is near. */
export default island<PredictDrawingProps>(() => import('./predict-drawing'), typeof window === 'undefined' ? (require('./predict-drawing') as typeof import('./predict-drawing')).default : undefined);
