/**
 * A shader as the engine takes it: its lines without comments and indentation, a third fewer bytes to download. WGSL has no
 * strings, so `//` always begins a comment; the house writes no other kind.
 * @throws where there is a block comment
 */
export function bareWgsl(source) {
  if (source.includes('/*')) throw new Error('A WGSL source has a block comment: write // at each line, or teach scripts/bare-wgsl.mjs the other kind.');
  return source
    .split('\n')
    .map((line) => line.replace(/\/\/.*$/, '').trim())
    .filter((line) => line !== '')
    .join('\n');
}
