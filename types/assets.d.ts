/** A kernel's WGSL source as the engine takes it: without comments and indentation. */
declare module '*.wgsl' {
  const source: string;
  export default source;
}

/** The same as it was written, for a reader. */
declare module '*.wgsl?raw' {
  const source: string;
  export default source;
}
