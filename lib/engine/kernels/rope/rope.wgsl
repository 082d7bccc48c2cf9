// Turns pair (i, i + headDim / 2) of each head by the angle of its position. One invocation a pair.
struct Parameters { tokens: u32, batch: u32, width: u32, headDim: u32, positions: u32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> input: array<f32>;            // (B * T, heads * headDim)
@group(0) @binding(2) var<storage, read> angles: array<f32>;           // (positions, headDim): cosines, sines
@group(0) @binding(3) var<storage, read> rows: array<u32>;             // (B, 3): first position, count, slot
@group(0) @binding(4) var<storage, read_write> output: array<f32>;     // (B * T, heads * headDim)

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let index = id.x + id.y * groups.x * 64u;
  let half = parameters.headDim / 2u;
  let pairs = parameters.width / 2u;
  let row = index / pairs;
  if (row >= parameters.batch * parameters.tokens) { return; }
  let head = (index % pairs) / half;
  let i = index % half;
  // Rows beyond a sequence's count are padding: any position will do.
  let position = min(rows[3u * (row / parameters.tokens)] + row % parameters.tokens, parameters.positions - 1u);
  let cosine = angles[position * parameters.headDim + i];
  let sine = angles[position * parameters.headDim + half + i];
  let start = row * parameters.width + head * parameters.headDim + i;
  let first = input[start];
  let second = input[start + half];
  output[start] = first * cosine - second * sine;
  output[start + half] = second * cosine + first * sine;
}
