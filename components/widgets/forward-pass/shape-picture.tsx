/** Drawn sides, in pixels of the picture: never so thin that nothing is seen, never wider than there is room. */
const least = 3;
const widest = 120;
const highest = 56;

/** A side of `size` among sides up to `largest`: by its root, or a vocabulary would leave nothing of all else. */
const side = (size: number, largest: number, room: number): number => Math.max(least, room * Math.sqrt(size / Math.max(largest, 1)));

/** The last two dimensions of a shape; a row where there is one. */
function sidesOf(shape: readonly number[]): readonly [rows: number, columns: number] {
  return [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
}

/** What goes in and what comes out, as two rectangles: as high as there are rows, as wide as there are columns, both by their roots. */
export function ShapePicture({ input, output }: { readonly input: readonly number[]; readonly output: readonly number[] }) {
  const [from, to] = [sidesOf(input), sidesOf(output)];
  const rows = Math.max(from[0], to[0], 24);
  const box = ([height, width]: readonly [number, number]) => ({ width: side(width, 2048, widest), height: side(height, rows, highest) });
  const [left, right] = [box(from), box(to)];
  return (
    <svg className="shape-picture" viewBox={`0 0 ${2 * widest + 40} ${highest + 4}`} aria-hidden="true">
      <rect x={1} y={1} {...left} />
      <path d={`M${left.width + 8} 10h20m-5 -4l5 4l-5 4`} />
      <rect x={left.width + 36} y={1} {...right} />
    </svg>
  );
}
