// How much each token looks at each position. One workgroup a query head: its invocations share the positions, each
// keeping to its own. How their maximum and sum are shared comes from kernels/reduce.
struct Parameters { tokens: u32, batch: u32, heads: u32, kvHeads: u32, headDim: u32, capacity: u32, columns: u32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> query: array<f32>;            // (B * T, heads * headDim)
@group(0) @binding(2) var<storage, read> keys: array<f32>;             // (slots, capacity, kvHeads * headDim)
@group(0) @binding(3) var<storage, read> rows: array<u32>;             // (B, 3): first position, count, slot
@group(0) @binding(4) var<storage, read_write> output: array<f32>;     // (B * T, heads, columns)

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let index = group.x + group.y * groups.x;
  let row = index / parameters.heads;
  let head = index % parameters.heads;
  if (row >= parameters.batch * parameters.tokens) { return; }
  let sequence = row / parameters.tokens;
  let context = min(rows[3u * sequence] + row % parameters.tokens + 1u, parameters.columns);
  let kvWidth = parameters.kvHeads * parameters.headDim;
  let kvHead = head / (parameters.heads / parameters.kvHeads);
  let queryStart = index * parameters.headDim;
  let cacheStart = rows[3u * sequence + 2u] * parameters.capacity * kvWidth + kvHead * parameters.headDim;
  let scale = inverseSqrt(f32(parameters.headDim));
  let start = index * parameters.columns;

  var largest = -3.4e38;
  for (var position = lane; position < context; position += 64u) {
    var score = 0.0;
    for (var d = 0u; d < parameters.headDim; d++) { score += query[queryStart + d] * keys[cacheStart + position * kvWidth + d]; }
    score *= scale;
    output[start + position] = score;
    largest = max(largest, score);
  }
  largest = largestOfAll(lane, largest);
  var total = 0.0;
  for (var position = lane; position < context; position += 64u) {
    let weight = exp(output[start + position] - largest);
    output[start + position] = weight;
    total += weight;
  }
  total = sumOfAll(lane, total);
  for (var position = lane; position < parameters.columns; position += 64u) {
    output[start + position] = select(0.0, output[start + position] / total, position < context);
  }
}
