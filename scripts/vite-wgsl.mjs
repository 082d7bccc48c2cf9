import { bareWgsl } from './bare-wgsl.mjs';

/**
 * Vite plugin: a `.wgsl` import is the shader as the engine takes it, as Next's rule gives it: what is tested is what is shipped.
 * `.wgsl?raw` is Vite's own, and Next's too: the whole file as it was written, for readers.
 */
export function wgsl() {
  return {
    name: 'wgsl',
    transform(source, id) {
      return id.endsWith('.wgsl') ? { code: `export default ${JSON.stringify(bareWgsl(source))};`, map: null } : undefined;
    },
  };
}
