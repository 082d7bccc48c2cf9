// output = input / sqrt(mean(input^2) + epsilon) * weight, row by row. One workgroup a row; how
// its invocations share the sum of squares comes from kernels/reduce.
struct Parameters { rows: u32, columns: u32, epsilon: f32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> input: array<f32>;            // (rows, columns)
// binding 2: stored, the weight                                       // (columns)
@group(0) @binding(3) var<storage, read_write> output: array<f32>;     // (rows, columns)

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = group.x + group.y * groups.x;
  if (row >= parameters.rows) { return; }
  let columns = parameters.columns;
  let start = row * columns;
  var squares = 0.0;
  for (var column = lane; column < columns; column += 64u) {
    let value = input[start + column];
    squares += value * value;
  }
  let total = sumOfAll(lane, squares);
  let scale = inverseSqrt(total / f32(columns) + parameters.epsilon);
  for (var column = lane; column < columns; column += 64u) {
    output[start + column] = input[start + column] * scale * weightOne(0u, column, columns);
  }
}
