/**
 * The straight line through points, by least squares.
 * @param {readonly (readonly [x: number, y: number])[]} points two at least, of different x
 * @returns {{ intercept: number, slope: number, departure: number }} departure: the largest distance of a point from the line, as a fraction of the line there
 */
export function fitLine(points) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const sum = (term) => points.reduce((total, [x, y]) => total + term(x - meanX, y - meanY), 0);
  const slope = sum((x, y) => x * y) / sum((x) => x * x);
  const intercept = meanY - slope * meanX;
  return { intercept, slope, departure: Math.max(...points.map(([x, y]) => Math.abs(y / (intercept + slope * x) - 1))) };
}
