import type { InferenceSession } from 'onnxruntime-web/webgpu';

/** What stands in for a session, or for what a run gives, where there is none: why. */
interface Failed {
  readonly failure: { readonly thrown: unknown };
}

const failed = (thrown: unknown): Failed => ({ failure: { thrown } });

/**
 * The library sends every load and every run through a queue of promises, and a queue in which one has failed stays broken:
 * whatever comes later fails with the same old error. So none fails there any more; `rethrow` throws behind the queue.
 * Source: `webInitChain` and `webInferenceChain` in
 * https://github.com/huggingface/transformers.js/blob/main/packages/transformers/src/backends/onnx.js (4.3.1)
 */
export function keepQueuesWhole(sessions: typeof InferenceSession): void {
  const create = sessions.create.bind(sessions) as (...request: unknown[]) => Promise<InferenceSession>;
  sessions.create = async (...request: unknown[]) => {
    try {
      return withWholeRuns(await create(...request));
    } catch (thrown) {
      return failed(thrown) as unknown as InferenceSession;
    }
  };
}

function withWholeRuns(session: InferenceSession): InferenceSession {
  const run = session.run.bind(session) as (...request: unknown[]) => ReturnType<InferenceSession['run']>;
  session.run = (...request: unknown[]) => run(...request).catch((thrown) => failed(thrown) as never);
  return session;
}

/** @throws what a load or run threw, where `result` stands for its failure */
export function rethrow(result: unknown): void {
  const { failure } = result as Partial<Failed>;
  if (failure) throw failure.thrown;
}
