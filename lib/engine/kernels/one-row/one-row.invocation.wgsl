// One invocation computes four neighbouring outputs. Small workgroups: a software adapter runs each on one core.
@compute @workgroup_size(16)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  writeFour((group.x + group.y * groups.x) * 16u + lane);
}

fn outsOf(four: u32) -> vec4<u32> { return 4u * four + vec4(0u, 1u, 2u, 3u); }
