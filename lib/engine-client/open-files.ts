import { EngineError } from '@/lib/engine/errors';
import { holdModel, releaseModel } from './held-models';
import { openLabClient } from './lab';
import { type PickedFile, readPickedFiles } from './picked-files';

/**
 * A model from files that the reader chose, read through by a worker that makes nothing of them.
 * @returns its name for `openLabClient`, held until it is released
 * @throws EngineError `file-missing`, `file-malformed`, `model-too-large`: nothing is held then
 */
export async function openFiles(picked: readonly PickedFile[]): Promise<string> {
  const id = holdModel(await readPickedFiles(picked));
  const client = openLabClient({ engine: 'ours', order: 'cpu', model: id });
  try {
    await client.checkModel();
    return id;
  } catch (thrown) {
    releaseModel(id);
    throw thrown instanceof EngineError && thrown.code === 'file-malformed' ? forReader(thrown) : thrown;
  } finally {
    client.dispose();
  }
}

/** The engine's remedies are for a site's owner; these files are the reader's. */
function forReader({ message, details }: EngineError): EngineError {
  return new EngineError(
    'file-malformed',
    message,
    'This engine runs models of the Llama architecture in the Hugging Face layout, their weights in 16 or 32 bits, as those that are trained and downloaded here. Choose such a one, or download it once more.',
    details,
  );
}
