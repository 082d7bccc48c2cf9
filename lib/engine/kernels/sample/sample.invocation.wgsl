// One invocation a row: every count is a walk through the vocabulary.

// Tokens whose key is above `key`.
fn above(row: u32, key: u32, largest: f32, temperature: f32) -> Share {
  var share = Share();
  for (var token = 0u; token < parameters.columns; token++) {
    let logit = logits[row * parameters.columns + token];
    if (keyOf(logit) > key) {
      share.count++;
      share.mass += exp((logit - largest) / temperature);
    }
  }
  return share;
}

@compute @workgroup_size(1)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let row = group.x + group.y * groups.x;
  if (row >= parameters.rows) { return; }
  var largest = logits[row * parameters.columns];
  for (var token = 1u; token < parameters.columns; token++) { largest = max(largest, logits[row * parameters.columns + token]); }
  chosen[row] = draw(row, largest);
}
