// One of `step` invocations' share of a row of the matrix times the input: every `step`-th eight from `first` on.
fn storedShare(out: u32, first: u32, step: u32, columns: u32) -> f32 {
  var sum = 0.0;
  for (var eight = first; eight < columns / 8u; eight += step) { sum += product(storedEight(out, eight, columns), inputEight(8u * eight)); }
  for (var column = columns / 8u * 8u + first; column < columns; column += step) { sum += storedOne(out, column, columns) * inputOne(column); }
  return sum;
}
