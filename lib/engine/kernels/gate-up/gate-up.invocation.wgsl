// One invocation computes four neighbouring outputs.
@compute @workgroup_size(16)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let outs = 4u * ((group.x + group.y * groups.x) * 16u + lane) + vec4(0u, 1u, 2u, 3u);
  if (outs.x >= parameters.outputs) { return; }
  let columns = parameters.columns;
  // Beyond the last output the last is computed once more and not written: no branch within the loop.
  let inside = min(outs, vec4(parameters.outputs - 1u));
  let gates = gateFour(inside, columns);
  let ups = upFour(inside, columns);
  for (var each = 0u; each < 4u && outs[each] < parameters.outputs; each++) { output[outs[each]] = gated(gates[each], ups[each]); }
}
