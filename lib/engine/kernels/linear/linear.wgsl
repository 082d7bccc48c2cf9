// output = input * transpose(weight). One invocation works alone on four output columns: of one row when a token is
// written, of four rows when a prompt is read, so that each number read serves four products.
struct Parameters { rows: u32, columns: u32, outputs: u32, firstOutput: u32, outputColumns: u32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> input: array<vec4<f32>>;      // (rows, columns)
// binding 2: stored, the weight                                       // (outputs, columns)
@group(0) @binding(3) var<storage, read_write> output: array<f32>;     // (rows, outputColumns)

override TILE: u32 = 1u; // rows that one invocation computes: 1 or 4

fn write(row: u32, out: u32, sum: f32) {
  if (row < parameters.rows && out < parameters.outputs) {
    finish(row * parameters.outputColumns + parameters.firstOutput + out, sum);
  }
}

fn ofOneRow(row: u32, firstOut: u32) {
  let columns = parameters.columns;
  let start = row * columns;
  // Beyond the last column the last is computed once more and not written: no branch within the loop.
  let outs = min(vec4(firstOut) + vec4(0u, 1u, 2u, 3u), vec4(parameters.outputs - 1u));
  var sums = vec4<f32>();
  for (var eight = 0u; eight < columns / 8u; eight++) {
    let inputs = inputEight(start + 8u * eight);
    sums += vec4(
      product(weightEight(outs.x, eight, columns), inputs),
      product(weightEight(outs.y, eight, columns), inputs),
      product(weightEight(outs.z, eight, columns), inputs),
      product(weightEight(outs.w, eight, columns), inputs),
    );
  }
  for (var column = columns / 8u * 8u; column < columns; column++) {
    let value = inputOne(start + column);
    for (var each = 0u; each < 4u; each++) { sums[each] += weightOne(outs[each], column, columns) * value; }
  }
  for (var each = 0u; each < 4u; each++) { write(row, firstOut + each, sums[each]); }
}

fn ofFourRows(firstRow: u32, firstOut: u32) {
  let columns = parameters.columns;
  let starts = min(vec4(firstRow) + vec4(0u, 1u, 2u, 3u), vec4(parameters.rows - 1u)) * columns;
  let outs = min(vec4(firstOut) + vec4(0u, 1u, 2u, 3u), vec4(parameters.outputs - 1u));
  var sums = mat4x4<f32>(); // [column][row]
  for (var eight = 0u; eight < columns / 8u; eight++) {
    let a = inputEight(starts.x + 8u * eight);
    let b = inputEight(starts.y + 8u * eight);
    let c = inputEight(starts.z + 8u * eight);
    let d = inputEight(starts.w + 8u * eight);
    let w0 = weightEight(outs.x, eight, columns);
    sums[0] += vec4(product(w0, a), product(w0, b), product(w0, c), product(w0, d));
    let w1 = weightEight(outs.y, eight, columns);
    sums[1] += vec4(product(w1, a), product(w1, b), product(w1, c), product(w1, d));
    let w2 = weightEight(outs.z, eight, columns);
    sums[2] += vec4(product(w2, a), product(w2, b), product(w2, c), product(w2, d));
    let w3 = weightEight(outs.w, eight, columns);
    sums[3] += vec4(product(w3, a), product(w3, b), product(w3, c), product(w3, d));
  }
  for (var column = columns / 8u * 8u; column < columns; column++) {
    let inputs = vec4(inputOne(starts.x + column), inputOne(starts.y + column), inputOne(starts.z + column), inputOne(starts.w + column));
    for (var each = 0u; each < 4u; each++) { sums[each] += weightOne(outs[each], column, columns) * inputs; }
  }
  for (var each = 0u; each < 4u; each++) {
    for (var row = 0u; row < 4u; row++) { write(firstRow + row, firstOut + each, sums[each][row]); }
  }
}

// Small workgroups: a software adapter runs each on one core.
@compute @workgroup_size(16)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let firstOut = ((group.x + group.z * groups.x) * 16u + lane) * 4u;
  if (firstOut >= parameters.outputs) { return; }
  if (TILE == 1u) { ofOneRow(group.y, firstOut); } else { ofFourRows(group.y * 4u, firstOut); }
}
