// Causal attention over the KV cache. One invocation a query head: it walks the context once, keeping the softmax
// as a running maximum, sum and weighted mean.
struct Parameters { tokens: u32, batch: u32, heads: u32, kvHeads: u32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> query: array<f32>;            // (B * T, heads * headDim)
@group(0) @binding(2) var<storage, read> keys: array<f32>;             // (slots, capacity, kvHeads * headDim)
@group(0) @binding(3) var<storage, read> values: array<f32>;           // (slots, capacity, kvHeads * headDim)
@group(0) @binding(4) var<storage, read> rows: array<u32>;             // (B, 3): first position, count, slot
@group(0) @binding(5) var<storage, read_write> output: array<f32>;     // (B * T, heads * headDim)

override HEAD_DIM: u32 = 32u;  // at most 256
override CAPACITY: u32 = 512u;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let index = id.x + id.y * groups.x * 64u;
  let row = index / parameters.heads;
  let head = index % parameters.heads;
  if (row >= parameters.batch * parameters.tokens) { return; }
  let sequence = row / parameters.tokens;
  let context = min(rows[3u * sequence] + row % parameters.tokens + 1u, CAPACITY);
  let kvWidth = parameters.kvHeads * HEAD_DIM;
  let kvHead = head / (parameters.heads / parameters.kvHeads);
  let queryStart = index * HEAD_DIM;
  var cacheStart = rows[3u * sequence + 2u] * CAPACITY * kvWidth + kvHead * HEAD_DIM;
  let scale = inverseSqrt(f32(HEAD_DIM));

  var mean: array<f32, 256>;
  var largest = -3.4e38;
  var total = 0.0;
  for (var position = 0u; position < context; position++) {
    var score = 0.0;
    for (var d = 0u; d < HEAD_DIM; d++) { score += query[queryStart + d] * keys[cacheStart + d]; }
    score *= scale;
    let raised = max(largest, score);
    let keep = exp(largest - raised);
    let weight = exp(score - raised);
    for (var d = 0u; d < HEAD_DIM; d++) { mean[d] = mean[d] * keep + weight * values[cacheStart + d]; }
    total = total * keep + weight;
    largest = raised;
    cacheStart += kvWidth;
  }
  for (var d = 0u; d < HEAD_DIM; d++) { output[queryStart + d] = mean[d] / total; }
}
