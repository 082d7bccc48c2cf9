/** What went wrong, as a word a program can switch on. */
export type EngineErrorCode =
  | 'no-webgpu'
  | 'no-adapter'
  | 'no-device'
  | 'no-simd'
  | 'self-test-failed'
  | 'device-lost'
  | 'out-of-memory'
  | 'worker-lost'
  | 'network'
  | 'file-missing'
  | 'file-truncated'
  | 'file-altered'
  | 'file-malformed'
  | 'model-gated'
  | 'model-too-large'
  | 'storage-full'
  | 'storage-refused'
  | 'prompt-too-long'
  | 'invalid-request'
  | 'internal';

/** An `EngineError` as plain data: what crosses the worker boundary. */
export interface EngineErrorData {
  readonly code: EngineErrorCode;
  readonly message: string;
  readonly remedy: string;
  readonly details: Readonly<Record<string, number | string>>;
  readonly stack?: string;
}

/**
 * A failure the reader can act on: `message` says what happened, `remedy` what to do, both in plain words and whole
 * sentences; `details` carries the numbers (bytes needed and allowed, tokens and limit).
 */
export class EngineError extends Error {
  readonly code: EngineErrorCode;
  readonly remedy: string;
  readonly details: Readonly<Record<string, number | string>>;

  constructor(
    code: EngineErrorCode,
    message: string,
    remedy: string,
    details: Readonly<Record<string, number | string>> = {},
  ) {
    super(message);
    this.name = 'EngineError';
    this.code = code;
    this.remedy = remedy;
    this.details = details;
  }
}

/** Any thrown value as plain data, nothing lost: an `EngineError` keeps its code, everything else becomes `internal`. */
export function errorToData(thrown: unknown): EngineErrorData {
  if (thrown instanceof EngineError) {
    const { code, message, remedy, details, stack } = thrown;
    return { code, message, remedy, details, stack };
  }
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return {
    code: 'internal',
    message: `The engine stopped: ${error.message}`,
    remedy: 'Reload the page. If it happens again, please report it with the text of this message.',
    details: {},
    stack: error.stack,
  };
}

/** The other way: an `EngineError` that reads, on this side of the worker, as it was thrown on the other. */
export function errorFromData(data: EngineErrorData): EngineError {
  const error = new EngineError(data.code, data.message, data.remedy, data.details);
  if (data.stack) error.stack = data.stack;
  return error;
}
