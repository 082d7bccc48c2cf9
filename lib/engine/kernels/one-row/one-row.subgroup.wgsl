enable subgroups;
// The loop below runs alike for all of a subgroup, which the analysis of uniformity cannot see.
diagnostic(off, subgroup_uniformity);
// One subgroup computes one output at a time; its invocations' shares meet in registers. No barrier.
const outputsPerGroup = 4u;

// Invocations are assumed to fill subgroups in order. Devices do; the self-test finds one that does not.
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
  @builtin(subgroup_invocation_id) subgroupLane: u32,
  @builtin(subgroup_size) subgroupSize: u32,
) {
  let width = min(subgroupSize, 64u);
  for (var each = lane / width; each < outputsPerGroup; each += 64u / width) {
    let out = (group.x + group.y * groups.x) * outputsPerGroup + each;
    if (out >= allOutputs()) { return; }
    let total = subgroupAdd(shareOf(out, subgroupLane, width));
    if (subgroupLane == 0u) { write(out, total); }
  }
}
