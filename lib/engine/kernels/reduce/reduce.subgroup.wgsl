enable subgroups;
// A value of each of a workgroup's 64 invocations made one: in registers within a subgroup, and the subgroups' results
// through workgroup memory.
var<workgroup> partial: array<f32, 64>;

fn sumOfAll(lane: u32, value: f32) -> f32 {
  let width = subgroupAdd(1u); // invocations in this subgroup
  let own = subgroupAdd(value);
  if (subgroupElect()) { partial[lane / width] = own; }
  workgroupBarrier();
  var result = 0.0;
  for (var subgroup = 0u; subgroup * width < 64u; subgroup++) { result += partial[subgroup]; }
  workgroupBarrier(); // the next reduction may write only now
  return result;
}

fn largestOfAll(lane: u32, value: f32) -> f32 {
  let width = subgroupAdd(1u);
  let own = subgroupMax(value);
  if (subgroupElect()) { partial[lane / width] = own; }
  workgroupBarrier();
  var result = partial[0];
  for (var subgroup = 1u; subgroup * width < 64u; subgroup++) { result = max(result, partial[subgroup]); }
  workgroupBarrier();
  return result;
}
