// A value of each of a workgroup's 64 invocations made one, by a tree in workgroup memory.
var<workgroup> partial: array<f32, 64>;

fn sumOfAll(lane: u32, value: f32) -> f32 {
  partial[lane] = value;
  for (var half = 32u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) { partial[lane] += partial[lane + half]; }
  }
  return workgroupUniformLoad(&partial[0]);
}

fn largestOfAll(lane: u32, value: f32) -> f32 {
  partial[lane] = value;
  for (var half = 32u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) { partial[lane] = max(partial[lane], partial[lane + half]); }
  }
  return workgroupUniformLoad(&partial[0]);
}
