import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkExport, modelFolders } from './models.mjs';

/** A safetensors file of these numbers behind this header. */
function safetensors(header: string, numbers: string): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, Buffer.from(header), Buffer.from(numbers)]);
}

const others = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx', 'onnx/makers/model_quantized.onnx', 'onnx/model_q4.onnx', 'gguf/pocket-5m-F16.gguf', 'gguf/pocket-5m-Q8_0.gguf', 'gguf/pocket-5m-Q4_0.gguf'];
let root: string;

function write(folder: string, file: string, content: string | Buffer): void {
  const path = join(root, folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'forward-pass-bench-models-'));
  for (const file of others) write(modelFolders.exported, file, 'x');
  write(modelFolders.served, 'model.safetensors', safetensors('{"a":1}', 'weights'));
  write(modelFolders.exported, 'model.safetensors', safetensors('{"__metadata__":{},"a":1}', 'weights'));
});

afterEach(() => rmSync(root, { recursive: true }));

test('an export of the same numbers will do, whoever wrote its header', async () => {
  await expect(checkExport(root)).resolves.toBeUndefined();
});

test.for(others)('without %s, it says what makes it', async (file) => {
  rmSync(join(root, modelFolders.exported, file));
  await expect(checkExport(root)).rejects.toThrow(`${file} is missing. Make it: python training/export.py public/models/pocket-5m --name pocket-5m`);
});

test('an export of other weights is refused', async () => {
  write(modelFolders.exported, 'model.safetensors', safetensors('{"a":1}', 'heights'));
  await expect(checkExport(root)).rejects.toThrow(/made of other weights.*Make it anew: python/);
});

test('a served model is needed', async () => {
  rmSync(join(root, modelFolders.served), { recursive: true });
  await expect(checkExport(root)).rejects.toThrow(/belongs to the repository/);
});
