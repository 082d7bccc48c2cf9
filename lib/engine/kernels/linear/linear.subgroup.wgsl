enable subgroups;
// The loop below runs alike for all of a subgroup, which the analysis of uniformity cannot see.
diagnostic(off, subgroup_uniformity);
// output = input * transpose(weight). One subgroup computes one output column at a time for a tile of input rows: its
// invocations read neighbouring parts of the weight row, and their sums meet in registers. No barrier.
struct Parameters { rows: u32, columns: u32, outputs: u32, firstOutput: u32, outputColumns: u32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> input: array<vec4<f32>>;      // (rows, columns)
// binding 2: stored, the weight                                       // (outputs, columns)
@group(0) @binding(3) var<storage, read_write> output: array<f32>;     // (rows, outputColumns)

override TILE: u32 = 1u; // input rows that share one reading of the weight row; at most 4

const columnsPerGroup = 4u;

// Invocations are assumed to fill subgroups in order. Devices do; the self-test finds one that does not.
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
  @builtin(subgroup_invocation_id) subgroupLane: u32,
  @builtin(subgroup_size) subgroupSize: u32,
) {
  let columns = parameters.columns;
  let firstRow = group.y * TILE;
  let rows = min(TILE, parameters.rows - firstRow);
  let firstOut = (group.x + group.z * groups.x) * columnsPerGroup;
  let width = min(subgroupSize, 64u);
  for (var each = lane / width; each < columnsPerGroup; each += 64u / width) {
    let out = firstOut + each;
    var sums = vec4<f32>();
    if (out < parameters.outputs) {
      for (var eight = subgroupLane; eight < columns / 8u; eight += width) {
        let weights = weightEight(out, eight, columns);
        for (var row = 0u; row < rows; row++) {
          let inputs = inputEight((firstRow + row) * columns + 8u * eight);
          sums[row] += product(weights, inputs);
        }
      }
      for (var column = columns / 8u * 8u + subgroupLane; column < columns; column += width) {
        let weight = weightOne(out, column, columns);
        for (var row = 0u; row < rows; row++) { sums[row] += weight * inputOne((firstRow + row) * columns + column); }
      }
    }
    let total = subgroupAdd(sums);
    if (out < parameters.outputs && subgroupLane == 0u) {
      for (var row = 0u; row < rows; row++) {
        finish((firstRow + row) * parameters.outputColumns + parameters.firstOutput + out, total[row]);
      }
    }
  }
}
