// One workgroup computes one output; its invocations' shares meet in a tree in workgroup memory.
var<workgroup> partial: array<vec2<f32>, 64>;

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let out = group.x + group.y * groups.x;
  if (out >= allOutputs()) { return; }
  partial[lane] = shareOf(out, lane, 64u);
  for (var half = 32u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) { partial[lane] += partial[lane + half]; }
  }
  if (lane == 0u) { write(out, partial[0]); }
}
