/** The address of a file that Vite lays beside its scripts (bench/). */
declare module '*?url' {
  const address: string;
  export default address;
}
