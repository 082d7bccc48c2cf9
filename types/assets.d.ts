/** A kernel's WGSL source, as text. */
declare module '*.wgsl' {
  const source: string;
  export default source;
}
