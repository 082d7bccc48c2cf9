// The id of the largest logit of each row, the lowest id among equals. One workgroup a row.
struct Parameters { rows: u32, columns: u32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> logits: array<f32>;           // (B, vocab)
@group(0) @binding(2) var<storage, read_write> chosen: array<u32>;     // (B)

var<workgroup> largest: array<f32, 256>;
var<workgroup> best: array<u32, 256>;

@compute @workgroup_size(256)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = group.x + group.y * groups.x;
  if (row >= parameters.rows) { return; }
  let start = row * parameters.columns;
  var ownLargest = -3.4e38;
  var ownBest = parameters.columns; // beyond all ids: loses every tie
  for (var token = lane; token < parameters.columns; token += 256u) {
    let logit = logits[start + token];
    if (logit > ownLargest || ownBest == parameters.columns) { ownLargest = logit; ownBest = token; }
  }
  largest[lane] = ownLargest;
  best[lane] = ownBest;
  for (var half = 128u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) {
      let other = lane + half;
      let tie = largest[other] == largest[lane] && best[other] < best[lane];
      if (largest[other] > largest[lane] || tie) { largest[lane] = largest[other]; best[lane] = best[other]; }
    }
  }
  if (lane == 0u) { chosen[row] = best[0]; }
}
