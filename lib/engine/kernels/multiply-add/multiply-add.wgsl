// Eight independent chains of multiply-adds, four numbers wide, in registers. One sum an invocation.
struct Parameters { count: u32, rounds: u32, factor: f32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read_write> output: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let index = id.x + id.y * groups.x * 64u;
  if (index >= parameters.count) { return; }
  let x = vec4<f32>(parameters.factor);
  let y = vec4<f32>(f32(1u + index % 61u));
  // Chains begin apart, so that no compiler takes one for another.
  var a = vec4<f32>(0.0, 1.0, 2.0, 3.0);
  var b = a + 4.0;
  var c = a + 8.0;
  var d = a + 12.0;
  var e = a + 16.0;
  var f = a + 20.0;
  var g = a + 24.0;
  var h = a + 28.0;
  // Written as the other kernels are: compilers make one instruction of it, and `fma` is slow where they have none.
  for (var turn = 0u; turn < parameters.rounds; turn++) {
    a = a * x + y; b = b * x + y; c = c * x + y; d = d * x + y; e = e * x + y; f = f * x + y; g = g * x + y; h = h * x + y;
    a = a * x + y; b = b * x + y; c = c * x + y; d = d * x + y; e = e * x + y; f = f * x + y; g = g * x + y; h = h * x + y;
  }
  output[index] = dot(a + b + c + d + e + f + g + h, vec4<f32>(1.0));
}
