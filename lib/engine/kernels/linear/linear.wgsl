// output = input * transpose(weight). One invocation computes one output column for a tile of input rows, alone.
struct Parameters { rows: u32, columns: u32, outputs: u32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> input: array<f32>;            // (rows, columns)
// binding 2: stored, the weight                                       // (outputs, columns)
@group(0) @binding(3) var<storage, read_write> output: array<f32>;     // (rows, outputs)

override TILE: u32 = 1u; // input rows that share one reading of the weight row; at most 4

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let out = (group.x + group.z * groups.x) * 64u + lane;
  if (out >= parameters.outputs) { return; }
  let columns = parameters.columns;
  let firstRow = group.y * TILE;
  let rows = min(TILE, parameters.rows - firstRow);
  var sums = array<f32, 4>();
  for (var pair = 0u; 2u * pair < columns; pair++) {
    let weights = storedPair(out, pair, columns);
    let odd = 2u * pair + 1u < columns;
    for (var row = 0u; row < rows; row++) {
      let column = (firstRow + row) * columns + 2u * pair;
      sums[row] += weights.x * input[column] + select(0.0, weights.y * input[column + 1u], odd);
    }
  }
  for (var row = 0u; row < rows; row++) { output[(firstRow + row) * parameters.outputs + out] = sums[row]; }
}
