// One workgroup computes one output; its invocations' sums meet in a tree in workgroup memory.
var<workgroup> partial: array<f32, 64>;

fn total(lane: u32, share: f32) -> f32 {
  partial[lane] = share;
  for (var half = 32u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) { partial[lane] += partial[lane + half]; }
  }
  return partial[0]; // for lane 0 alone
}

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let columns = parameters.columns;
  var out = group.x + group.y * groups.x;
  if (out < parameters.queryOutputs) {
    let sum = total(lane, queryShare(out, lane, 64u, columns));
    if (lane == 0u) { queryOutput[out] = sum; }
    return;
  }
  out -= parameters.queryOutputs;
  if (out < parameters.keyOutputs) {
    let sum = total(lane, keyShare(out, lane, 64u, columns));
    if (lane == 0u) { keyOutput[out] = sum; }
    return;
  }
  out -= parameters.keyOutputs;
  if (out < parameters.valueOutputs) {
    let sum = total(lane, valueShare(out, lane, 64u, columns));
    if (lane == 0u) { valueOutput[out] = sum; }
  }
}
