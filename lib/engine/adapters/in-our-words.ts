import { EngineError } from '../errors';

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown)).replace(/\s+/g, ' ').trim();

/** What the library threw while it loaded a model. */
export function loadFailure(thrown: unknown, name: string): EngineError {
  const known = asKnown(thrown);
  if (known) return known;
  const message = messageOf(thrown);
  if (/no available backend found/i.test(message)) {
    return new EngineError('network', `ONNX Runtime, which transformers.js runs on, could not be started: ${message}`, 'Check the connection, then reload the page.');
  }
  return new EngineError('file-malformed', `transformers.js cannot run ${name}: ${message}`, 'Choose another model, or another precision of it.', { model: name });
}

/** What the library threw in a run. */
export function runFailure(thrown: unknown): EngineError {
  return asKnown(thrown) ?? new EngineError('internal', `transformers.js stopped: ${messageOf(thrown)}`, 'Load the model again, or choose another.');
}

function asKnown(thrown: unknown): EngineError | undefined {
  if (thrown instanceof EngineError) return thrown;
  const message = messageOf(thrown);
  if (/device (was |is )?lost|lost device/i.test(message)) return new EngineError('device-lost', 'The GPU that ran the model was lost.', 'Load the model again.');
  if (/out of memory|bad_alloc|allocation failed|failed to allocate/i.test(message)) {
    return new EngineError('out-of-memory', `The model does not fit into this device's memory: ${message}`, 'Choose a smaller model, or one stored in fewer bits.');
  }
  return undefined;
}
