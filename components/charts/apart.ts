interface LineEnd {
  readonly x: number;
  readonly y: number;
}

/** Where the words at each line’s end begin: past its own end, and past that of a line that ends close by, which would run through them; all in pixels. */
export function labelStarts(ends: readonly LineEnd[], near: LineEnd): readonly number[] {
  return ends.map((own) => Math.max(...ends.filter(({ x, y }) => Math.abs(y - own.y) <= near.y && Math.abs(x - own.x) <= near.x).map(({ x }) => x)));
}

/** Heights moved down as far as it takes to be `least` apart, in the order they were in; all in pixels. */
export function apart(heights: readonly number[], least: number): readonly number[] {
  const order = [...heights.keys()].toSorted((one, other) => heights[one] - heights[other]);
  const moved = [...heights];
  order.forEach((index, place) => {
    if (place > 0) moved[index] = Math.max(moved[index], moved[order[place - 1]] + least);
  });
  return moved;
}
