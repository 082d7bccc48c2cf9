/** Vite plugin: a `.wgsl` import is its text, as Next's raw-loader rule gives it. Matches the end only, so `.wgsl?raw` stays Vite's own. */
export function wgsl() {
  return {
    name: 'wgsl',
    transform(source, id) {
      return id.endsWith('.wgsl') ? { code: `export default ${JSON.stringify(source)};`, map: null } : undefined;
    },
  };
}
