import { readFile } from 'node:fs/promises';

const exportCommand = 'python training/export.py public/models/pocket-5m --name pocket-5m';

/** What the other contestants need of the export, beside the files of ours. */
const exportedFiles = [
  'config.json',
  'generation_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'onnx/model.onnx',
  'onnx/makers/model_quantized.onnx',
  'onnx/model_q4.onnx',
  'gguf/pocket-5m-F16.gguf',
  'gguf/pocket-5m-Q8_0.gguf',
  'gguf/pocket-5m-Q4_0.gguf',
];

/** The folders of the model: ours as it is served, and its export for the others, which is of the same weights. */
export const modelFolders = { served: 'public/models/pocket-5m', exported: 'training/exports/pocket-5m' };

/**
 * @param {string} root the house's folder
 * @throws an Error that names the command which makes what is missing, or was made of other weights
 */
export async function checkExport(root) {
  const exported = `${root}/${modelFolders.exported}`;
  const read = (path) => readFile(path).catch(() => undefined);
  for (const file of exportedFiles) {
    if ((await read(`${exported}/${file}`)) === undefined) throw new Error(`${modelFolders.exported}/${file} is missing. Make it: ${exportCommand}`);
  }
  const [served, copy] = await Promise.all([modelFolders.served, modelFolders.exported].map((folder) => read(`${root}/${folder}/model.safetensors`)));
  if (!served) throw new Error(`${modelFolders.served}/model.safetensors is missing: it belongs to the repository.`);
  if (!copy || !tensorBytes(served).equals(tensorBytes(copy))) throw new Error(`${modelFolders.exported} was made of other weights than ${modelFolders.served}. Make it anew: ${exportCommand}`);
}

/** The numbers of a safetensors file, without its header, which names the writer: 8 bytes of the header's length stand in front of it. */
function tensorBytes(file) {
  return file.subarray(8 + Number(file.readBigUInt64LE(0)));
}
