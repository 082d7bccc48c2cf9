// Causal attention over the KV cache. One invocation works alone, on one query head when a token is written, on a tile of
// four when a prompt is read (tile.wgsl). It walks the context once, keeping the softmax as a running maximum, sum and
// weighted mean. Each tensor is read by its own copy of four.wgsl.
struct Parameters { tokens: u32, batch: u32, heads: u32, kvHeads: u32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> query: array<vec4<f32>>;      // (B * T, heads * headDim)
@group(0) @binding(2) var<storage, read> keys: array<vec4<f32>>;       // (slots, capacity, kvHeads * headDim)
@group(0) @binding(3) var<storage, read> values: array<vec4<f32>>;     // (slots, capacity, kvHeads * headDim)
@group(0) @binding(4) var<storage, read> rows: array<u32>;             // (B, 3): first position, count, slot
@group(0) @binding(5) var<storage, read_write> output: array<f32>;     // (B * T, heads * headDim)

override HEAD_DIM: u32 = 32u;  // at most 256
override CAPACITY: u32 = 512u;
override TILE: u32 = 1u;       // query heads that one invocation computes: 1 or 4

const least = -3.4e38;

// Small workgroups: a software adapter runs each on one core.
@compute @workgroup_size(4)
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let index = id.x + id.y * groups.x * 4u;
  if (TILE == 1u) { ofOneHead(index); } else { ofFourHeads(index); }
}

fn ofOneHead(index: u32) {
  let row = index / parameters.heads;
  let head = index % parameters.heads;
  if (row >= parameters.batch * parameters.tokens) { return; }
  let sequence = row / parameters.tokens;
  let context = contextOf(sequence, row % parameters.tokens);
  let kvWidth = parameters.kvHeads * HEAD_DIM;
  let kvHead = head / (parameters.heads / parameters.kvHeads);
  let queryStart = index * HEAD_DIM;
  var cacheStart = rows[3u * sequence + 2u] * CAPACITY * kvWidth + kvHead * HEAD_DIM;
  let scale = inverseSqrt(f32(HEAD_DIM));
  let fours = (HEAD_DIM + 3u) / 4u;

  var own: array<vec4<f32>, 64>;
  var mean: array<vec4<f32>, 64>;
  for (var four = 0u; four < fours; four++) { own[four] = scale * queryFour(queryStart, four); }
  var largest = least;
  var total = 0.0;
  for (var position = 0u; position < context; position++) {
    var score = 0.0;
    for (var four = 0u; four < fours; four++) { score += dot(own[four], keysFour(cacheStart, four)); }
    let raised = max(largest, score);
    let keep = exp(largest - raised);
    let weight = exp(score - raised);
    for (var four = 0u; four < fours; four++) { mean[four] = mean[four] * keep + weight * valuesFour(cacheStart, four); }
    total = total * keep + weight;
    largest = raised;
    cacheStart += kvWidth;
  }
  for (var d = 0u; d < HEAD_DIM; d++) { output[queryStart + d] = mean[d / 4u][d % 4u] / total; }
}
