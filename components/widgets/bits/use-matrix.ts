import { useCallback, useEffect, useState } from 'react';
import { recordingLoader } from '@/lib/engine-client/load-recording';
import { errorToData } from '@/lib/engine-client/error-data';
import type { EngineErrorData } from '@/lib/engine/errors';
import type { Matrix } from './matrix';
import { parseBits } from './recording';

const load = recordingLoader(parseBits);

interface LoadedMatrix {
  readonly matrix: Matrix | null;
  readonly error: EngineErrorData | null;
  readonly retry: () => void;
}

/** The recorded weights, fetched when the figure is near. */
export function useMatrix(): LoadedMatrix {
  const [matrix, setMatrix] = useState<Matrix | null>(null);
  const [error, setError] = useState<EngineErrorData | null>(null);
  const retry = useCallback(() => {
    setError(null);
    load('bits').then(
      (recording) => setMatrix(recording.matrix),
      (thrown: unknown) => setError(errorToData(thrown)),
    );
  }, []);
  useEffect(retry, [retry]);
  return { matrix, error, retry };
}
