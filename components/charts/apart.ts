/** Heights moved down as far as it takes to be `least` apart, in the order they were in; all in pixels. */
export function apart(heights: readonly number[], least: number): readonly number[] {
  const order = [...heights.keys()].toSorted((one, other) => heights[one] - heights[other]);
  const moved = [...heights];
  order.forEach((index, place) => {
    if (place > 0) moved[index] = Math.max(moved[index], moved[order[place - 1]] + least);
  });
  return moved;
}
