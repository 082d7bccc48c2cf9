// Causal attention over the KV cache. One workgroup a query head: its invocations share the positions for the scores,
// then the dimensions for the weighted mean. How their maximum and sum are shared comes from kernels/reduce.
struct Parameters { tokens: u32, batch: u32, heads: u32, kvHeads: u32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> query: array<f32>;            // (B * T, heads * headDim)
@group(0) @binding(2) var<storage, read> keys: array<f32>;             // (slots, capacity, kvHeads * headDim)
@group(0) @binding(3) var<storage, read> values: array<f32>;           // (slots, capacity, kvHeads * headDim)
@group(0) @binding(4) var<storage, read> rows: array<u32>;             // (B, 3): first position, count, slot
@group(0) @binding(5) var<storage, read_write> output: array<f32>;     // (B * T, heads * headDim)

override HEAD_DIM: u32 = 32u;
override CAPACITY: u32 = 512u;

var<workgroup> scores: array<f32, CAPACITY>;

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
  let context = contextOf(sequence, row % parameters.tokens);
  let kvWidth = parameters.kvHeads * HEAD_DIM;
  let kvHead = head / (parameters.heads / parameters.kvHeads);
  let queryStart = index * HEAD_DIM;
  let cacheStart = rows[3u * sequence + 2u] * CAPACITY * kvWidth + kvHead * HEAD_DIM;
  let scale = inverseSqrt(f32(HEAD_DIM));

  var largest = -3.4e38;
  for (var position = lane; position < context; position += 64u) {
    var score = 0.0;
    for (var d = 0u; d < HEAD_DIM; d++) { score += query[queryStart + d] * keys[cacheStart + position * kvWidth + d]; }
    score *= scale;
    scores[position] = score;
    largest = max(largest, score);
  }
  largest = largestOfAll(lane, largest);
  var total = 0.0;
  for (var position = lane; position < context; position += 64u) {
    let weight = exp(scores[position] - largest);
    scores[position] = weight;
    total += weight;
  }
  total = sumOfAll(lane, total);
  for (var d = lane; d < HEAD_DIM; d += 64u) {
    var sum = 0.0;
    for (var position = 0u; position < context; position++) { sum += scores[position] * values[cacheStart + position * kvWidth + d]; }
    output[queryStart + d] = sum / total;
  }
}
