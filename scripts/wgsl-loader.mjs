import { bareWgsl } from './bare-wgsl.mjs';

/** Turbopack's loader of `.wgsl`: see scripts/vite-wgsl.mjs, which does the same for tests and commands. */
export default function wgslLoader(source) {
  return `export default ${JSON.stringify(bareWgsl(source))};`;
}
