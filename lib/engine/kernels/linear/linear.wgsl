// output = input * transpose(weight). One invocation works alone: on one output column of one row when a token is
// written, on four columns of four rows when a prompt is read, so that each number read serves four products.
struct Parameters { rows: u32, columns: u32, outputs: u32, firstOutput: u32, outputColumns: u32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> input: array<f32>;            // (rows, columns)
// binding 2: stored, the weight                                       // (outputs, columns)
@group(0) @binding(3) var<storage, read_write> output: array<f32>;     // (rows, outputColumns)

override TILE: u32 = 1u; // rows and columns that one invocation computes: 1 or 4

fn inputEight(first: u32) -> Eight {
  return Eight(
    vec4(input[first], input[first + 1u], input[first + 2u], input[first + 3u]),
    vec4(input[first + 4u], input[first + 5u], input[first + 6u], input[first + 7u]),
  );
}

fn product(left: Eight, right: Eight) -> f32 {
  return dot(left.low, right.low) + dot(left.high, right.high);
}

fn write(row: u32, out: u32, sum: f32) {
  if (row < parameters.rows && out < parameters.outputs) {
    output[row * parameters.outputColumns + parameters.firstOutput + out] = sum;
  }
}

fn one(row: u32, out: u32) {
  let columns = parameters.columns;
  var sum = 0.0;
  for (var eight = 0u; eight < columns / 8u; eight++) { sum += product(storedEight(out, eight, columns), inputEight(row * columns + 8u * eight)); }
  for (var column = columns / 8u * 8u; column < columns; column++) { sum += storedOne(out, column, columns) * input[row * columns + column]; }
  write(row, out, sum);
}

fn fourByFour(firstRow: u32, firstOut: u32) {
  let columns = parameters.columns;
  // Beyond the last row or column the last is computed once more and not written: no branch within the loop.
  let starts = min(vec4(firstRow) + vec4(0u, 1u, 2u, 3u), vec4(parameters.rows - 1u)) * columns;
  let outs = min(vec4(firstOut) + vec4(0u, 1u, 2u, 3u), vec4(parameters.outputs - 1u));
  var sums = mat4x4<f32>(); // [column][row]
  for (var eight = 0u; eight < columns / 8u; eight++) {
    let a = inputEight(starts.x + 8u * eight);
    let b = inputEight(starts.y + 8u * eight);
    let c = inputEight(starts.z + 8u * eight);
    let d = inputEight(starts.w + 8u * eight);
    let w0 = storedEight(outs.x, eight, columns);
    sums[0] += vec4(product(w0, a), product(w0, b), product(w0, c), product(w0, d));
    let w1 = storedEight(outs.y, eight, columns);
    sums[1] += vec4(product(w1, a), product(w1, b), product(w1, c), product(w1, d));
    let w2 = storedEight(outs.z, eight, columns);
    sums[2] += vec4(product(w2, a), product(w2, b), product(w2, c), product(w2, d));
    let w3 = storedEight(outs.w, eight, columns);
    sums[3] += vec4(product(w3, a), product(w3, b), product(w3, c), product(w3, d));
  }
  for (var column = columns / 8u * 8u; column < columns; column++) {
    let inputs = vec4(input[starts.x + column], input[starts.y + column], input[starts.z + column], input[starts.w + column]);
    for (var each = 0u; each < 4u; each++) { sums[each] += storedOne(outs[each], column, columns) * inputs; }
  }
  for (var each = 0u; each < 4u; each++) {
    for (var row = 0u; row < 4u; row++) { write(firstRow + row, firstOut + each, sums[each][row]); }
  }
}

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let firstOut = ((group.x + group.z * groups.x) * 64u + lane) * TILE;
  if (firstOut >= parameters.outputs) { return; }
  if (TILE == 1u) { one(group.y, firstOut); } else { fourByFour(group.y * 4u, firstOut); }
}
