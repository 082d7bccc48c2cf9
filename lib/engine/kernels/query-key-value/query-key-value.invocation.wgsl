// One invocation computes four neighbouring outputs of one matrix.
fn fours(outputs: u32) -> u32 { return (outputs + 3u) / 4u; }

// Beyond the last output the last is computed once more and not written: no branch within the loop.
fn outsOf(four: u32) -> vec4<u32> { return 4u * four + vec4(0u, 1u, 2u, 3u); }

@compute @workgroup_size(16)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let columns = parameters.columns;
  var four = (group.x + group.y * groups.x) * 16u + lane;
  if (four < fours(parameters.queryOutputs)) {
    let outs = outsOf(four);
    let sums = queryFour(min(outs, vec4(parameters.queryOutputs - 1u)), columns);
    for (var each = 0u; each < 4u && outs[each] < parameters.queryOutputs; each++) { queryOutput[outs[each]] = sums[each]; }
    return;
  }
  four -= fours(parameters.queryOutputs);
  if (four < fours(parameters.keyOutputs)) {
    let outs = outsOf(four);
    let sums = keyFour(min(outs, vec4(parameters.keyOutputs - 1u)), columns);
    for (var each = 0u; each < 4u && outs[each] < parameters.keyOutputs; each++) { keyOutput[outs[each]] = sums[each]; }
    return;
  }
  four -= fours(parameters.keyOutputs);
  if (four < fours(parameters.valueOutputs)) {
    let outs = outsOf(four);
    let sums = valueFour(min(outs, vec4(parameters.valueOutputs - 1u)), columns);
    for (var each = 0u; each < 4u && outs[each] < parameters.valueOutputs; each++) { valueOutput[outs[each]] = sums[each]; }
  }
}
