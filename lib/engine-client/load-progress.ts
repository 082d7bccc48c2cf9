import type { EngineStatus, FileProgress } from './engine-status';
import type { LoadEvent } from './protocol';

type Loading = Extract<EngineStatus, { status: 'loading' }>;

/** The status after one more thing the worker told about loading. Pure. */
export function statusAfter(status: EngineStatus, event: LoadEvent): EngineStatus {
  return status.status === 'loading' ? progressAfter(status, event) : status;
}

function progressAfter(loading: Loading, event: LoadEvent): Loading {
  switch (event.type) {
    case 'download-start': {
      const { file, totalBytes, cached } = event;
      return withFile(loading, { file, totalBytes, cached, receivedBytes: cached ? totalBytes : 0, retryReason: null });
    }
    case 'download-progress': {
      const { file, receivedBytes, totalBytes } = event;
      return withFile(loading, { file, receivedBytes, totalBytes, cached: false, retryReason: null });
    }
    case 'download-retry': {
      const { file, receivedBytes, reason } = event;
      const totalBytes = loading.progress?.file === file ? loading.progress.totalBytes : receivedBytes;
      return withFile(loading, { file, receivedBytes, totalBytes, cached: false, retryReason: reason });
    }
    case 'download-end': {
      const { file, totalBytes, cached } = event;
      return withFile(loading, { file, totalBytes, cached, receivedBytes: totalBytes, retryReason: null });
    }
    case 'tokenizer-ready':
      return loading;
    case 'ladder-step':
      // Where it is not the GPU after all, nothing is being compiled or checked any more.
      return { ...loading, stage: event.step.outcome === 'taken' ? loading.stage : 'download', ladder: [...loading.ladder, event.step] };
    case 'compile-start':
      return { ...loading, stage: 'compile' };
    case 'self-test-start':
      return { ...loading, stage: 'self-test' };
    case 'self-test-end':
      // What is not compiled yet comes next: the rest of the programs, or the next variant's.
      return { ...loading, stage: 'compile' };
    case 'compile-end':
      return loading;
    default:
      return event satisfies never;
  }
}

/** Several files come at once: the largest is the one worth showing. */
function withFile(loading: Loading, next: FileProgress): Loading {
  const { progress } = loading;
  const smaller = progress !== null && progress.file !== next.file && progress.totalBytes > next.totalBytes;
  return smaller ? loading : { ...loading, stage: 'download', progress: next };
}
