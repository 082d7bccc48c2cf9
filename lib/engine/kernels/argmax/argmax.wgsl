// The id of the largest logit of each row, the lowest id among equals. One invocation a row.
struct Parameters { rows: u32, columns: u32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> logits: array<f32>;           // (B, vocab)
@group(0) @binding(2) var<storage, read_write> chosen: array<u32>;     // (B)

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let row = id.x + id.y * groups.x * 64u;
  if (row >= parameters.rows) { return; }
  let start = row * parameters.columns;
  var best = 0u;
  var largest = logits[start];
  for (var token = 1u; token < parameters.columns; token++) {
    let logit = logits[start + token];
    if (logit > largest) { largest = logit; best = token; }
  }
  chosen[row] = best;
}
