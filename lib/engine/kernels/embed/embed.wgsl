// output[row] = table[ids[row]]: a token becomes its vector.
struct Parameters { rows: u32, columns: u32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> ids: array<u32>;              // (rows)
// binding 2: stored                                                   // (vocab, columns)
@group(0) @binding(3) var<storage, read_write> output: array<f32>;     // (rows, columns)

// One invocation copies one column of one row.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let index = id.x + id.y * groups.x * 64u;
  let row = index / parameters.columns;
  if (row >= parameters.rows) { return; }
  output[index] = tableOne(ids[row], index % parameters.columns, parameters.columns);
}
