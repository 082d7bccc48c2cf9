// Four rows of the matrix, each times the input: one invocation's work.
fn storedFour(outs: vec4<u32>, columns: u32) -> vec4<f32> {
  var sums = vec4<f32>();
  for (var eight = 0u; eight < columns / 8u; eight++) {
    let inputs = inputEight(8u * eight);
    sums += vec4(
      product(storedEight(outs.x, eight, columns), inputs),
      product(storedEight(outs.y, eight, columns), inputs),
      product(storedEight(outs.z, eight, columns), inputs),
      product(storedEight(outs.w, eight, columns), inputs),
    );
  }
  for (var column = columns / 8u * 8u; column < columns; column++) {
    let value = inputOne(column);
    for (var each = 0u; each < 4u; each++) { sums[each] += storedOne(outs[each], column, columns) * value; }
  }
  return sums;
}
