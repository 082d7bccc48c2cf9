// output = input * transpose(weight). One workgroup computes one output column for a tile of input rows: its
// invocations read neighbouring parts of the weight row, and their sums meet in a tree in workgroup memory.
struct Parameters { rows: u32, columns: u32, outputs: u32, firstOutput: u32, outputColumns: u32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> input: array<vec4<f32>>;      // (rows, columns)
// binding 2: stored, the weight                                       // (outputs, columns)
@group(0) @binding(3) var<storage, read_write> output: array<f32>;     // (rows, outputColumns)

override TILE: u32 = 1u; // input rows that share one reading of the weight row; at most 4

var<workgroup> partial: array<vec4<f32>, 64>;

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let out = group.x + group.z * groups.x;
  if (out >= parameters.outputs) { return; }
  let columns = parameters.columns;
  let firstRow = group.y * TILE;
  let rows = min(TILE, parameters.rows - firstRow);
  var sums = vec4<f32>();
  for (var eight = lane; eight < columns / 8u; eight += 64u) {
    let weights = weightEight(out, eight, columns);
    for (var row = 0u; row < rows; row++) {
      let inputs = inputEight((firstRow + row) * columns + 8u * eight);
      sums[row] += product(weights, inputs);
    }
  }
  for (var column = columns / 8u * 8u + lane; column < columns; column += 64u) {
    let weight = weightOne(out, column, columns);
    for (var row = 0u; row < rows; row++) { sums[row] += weight * inputOne((firstRow + row) * columns + column); }
  }
  partial[lane] = sums;
  for (var half = 32u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) { partial[lane] += partial[lane + half]; }
  }
  workgroupBarrier();
  if (lane < rows) { finish((firstRow + lane) * parameters.outputColumns + parameters.firstOutput + out, partial[0][lane]); }
}
