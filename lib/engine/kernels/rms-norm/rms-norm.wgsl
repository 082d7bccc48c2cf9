// output = input / sqrt(mean(input^2) + epsilon) * weight, row by row. One invocation a row.
struct Parameters { rows: u32, columns: u32, epsilon: f32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> input: array<f32>;            // (rows, columns)
// binding 2: stored, the weight                                       // (columns)
@group(0) @binding(3) var<storage, read_write> output: array<f32>;     // (rows, columns)

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let row = id.x + id.y * groups.x * 64u;
  if (row >= parameters.rows) { return; }
  let columns = parameters.columns;
  let start = row * columns;
  var squares = 0.0;
  for (var column = 0u; column < columns; column++) {
    let value = input[start + column];
    squares += value * value;
  }
  let scale = inverseSqrt(squares / f32(columns) + parameters.epsilon);
  for (var column = 0u; column < columns; column++) {
    output[start + column] = input[start + column] * scale * weightOne(0u, column, columns);
  }
}
