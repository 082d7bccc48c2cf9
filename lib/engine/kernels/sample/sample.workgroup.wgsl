// One workgroup a row: the invocations share each count.
// The search branches on values that every invocation has from the same place in workgroup memory.

var<workgroup> counts: array<u32, 256>;
var<workgroup> masses: array<f32, 256>;
var<private> lane: u32;

// Tokens whose key is above `key`.
fn above(row: u32, key: u32, largest: f32, temperature: f32) -> Share {
  var count = 0u;
  var mass = 0.0;
  for (var token = lane; token < parameters.columns; token += 256u) {
    let logit = logits[row * parameters.columns + token];
    if (keyOf(logit) > key) {
      count++;
      mass += exp((logit - largest) / temperature);
    }
  }
  counts[lane] = count;
  masses[lane] = mass;
  for (var half = 128u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) {
      counts[lane] += counts[lane + half];
      masses[lane] += masses[lane + half];
    }
  }
  let share = Share(workgroupUniformLoad(&counts[0]), workgroupUniformLoad(&masses[0]));
  workgroupBarrier();
  return share;
}

fn largestOf(row: u32) -> f32 {
  var largest = logits[row * parameters.columns];
  for (var token = lane; token < parameters.columns; token += 256u) { largest = max(largest, logits[row * parameters.columns + token]); }
  masses[lane] = largest;
  for (var half = 128u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) { masses[lane] = max(masses[lane], masses[lane + half]); }
  }
  let result = workgroupUniformLoad(&masses[0]);
  workgroupBarrier();
  return result;
}

@compute @workgroup_size(256)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) localIndex: u32,
) {
  lane = localIndex;
  let row = group.x + group.y * groups.x;
  if (row >= parameters.rows) { return; }
  let token = draw(row, largestOf(row));
  if (lane == 0u) { chosen[row] = token; }
}
