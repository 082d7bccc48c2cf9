import { readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import type { KernelText, KernelTexts } from './kernel-texts';

/** Where the kernels of a forward pass live, by their names. */
const modules: Readonly<Record<string, string>> = {
  embed: 'embed/embed.ts',
  rmsNorm: 'rms-norm/rms-norm.ts',
  linear: 'linear/linear.ts',
  rope: 'rope/rope.ts',
  storeCache: 'store-cache/store-cache.ts',
  attention: 'attention/attention.ts',
  siluMul: 'silu-mul/silu-mul.ts',
  add: 'add/add.ts',
};

const kernelFolder = 'lib/engine/kernels';

export const kernelNames: readonly string[] = Object.keys(modules);

/** A kernel's own files, as they are in the repository: the WGSL it names, the plain variant first, and its reference. Read when the site is built. */
export function readKernelTexts(kernel: string): KernelTexts {
  const path = join(kernelFolder, modules[kernel]);
  const source = read(path);
  const shaders = [...source.matchAll(/^import \w+ from '(\.[^']*\.wgsl)';$/gm)].map(([, specifier]) => normalize(join(dirname(path), specifier)));
  const plain = `${basename(path, '.ts')}.wgsl`;
  const ordered = shaders.toSorted((a, b) => Number(b.endsWith(`/${plain}`)) - Number(a.endsWith(`/${plain}`)));
  return { kernel, reference: { path, text: referenceIn(source, path) }, shaders: ordered.map((shader): KernelText => ({ path: shader, text: read(shader).trimEnd() })) };
}

/** The method `reference` of a kernel's module, moved to the margin. */
export function referenceIn(source: string, path: string): string {
  const lines = source.split('\n');
  const start = lines.findIndex((line) => line.startsWith('  reference('));
  const length = lines.slice(start).findIndex((line) => line.startsWith('  },'));
  if (start < 0 || length < 0) throw new Error(`${path} has no method reference.`);
  return [...lines.slice(start, start + length), '  }'].map((line) => line.slice(2)).join('\n');
}

const read = (path: string): string => readFileSync(join(process.cwd(), path), 'utf8');
