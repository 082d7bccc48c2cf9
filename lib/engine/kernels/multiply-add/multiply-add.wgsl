// Eight independent chains of multiply-adds, four numbers wide, in registers. One sum an invocation.
struct Parameters { count: u32, rounds: u32, factor: f32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read_write> output: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let index = id.x + id.y * groups.x * 64u;
  if (index >= parameters.count) { return; }
  let factor = vec4<f32>(parameters.factor);
  let offset = vec4<f32>(f32(1u + index % 61u)) + vec4<f32>(0.0, 1.0, 2.0, 3.0);
  var a = vec4<f32>(); let offsetA = offset;
  var b = vec4<f32>(); let offsetB = offset + 1.0;
  var c = vec4<f32>(); let offsetC = offset + 2.0;
  var d = vec4<f32>(); let offsetD = offset + 3.0;
  var e = vec4<f32>(); let offsetE = offset + 4.0;
  var f = vec4<f32>(); let offsetF = offset + 5.0;
  var g = vec4<f32>(); let offsetG = offset + 6.0;
  var h = vec4<f32>(); let offsetH = offset + 7.0;
  for (var turn = 0u; turn < parameters.rounds; turn++) {
    a = fma(a, factor, offsetA); b = fma(b, factor, offsetB); c = fma(c, factor, offsetC); d = fma(d, factor, offsetD);
    e = fma(e, factor, offsetE); f = fma(f, factor, offsetF); g = fma(g, factor, offsetG); h = fma(h, factor, offsetH);
    a = fma(a, factor, offsetA); b = fma(b, factor, offsetB); c = fma(c, factor, offsetC); d = fma(d, factor, offsetD);
    e = fma(e, factor, offsetE); f = fma(f, factor, offsetF); g = fma(g, factor, offsetG); h = fma(h, factor, offsetH);
  }
  output[index] = dot(a + b + c + d + e + f + g + h, vec4<f32>(1.0));
}
