// A tile: four query heads that look at the same key/value head, of one token or of neighbours. They go over the context
// together, four positions at a time, so that each number read serves four products.
fn ofFourHeads(index: u32) {
  let perKvHead = parameters.heads / parameters.kvHeads;
  let heads = parameters.tokens * perKvHead; // of one sequence that look at one key/value head, token by token
  let tiles = (heads + 3u) / 4u;
  // Neighbouring invocations differ in the key/value head, so they have the same way to go.
  let kvHead = index % parameters.kvHeads;
  let tile = index / parameters.kvHeads % tiles;
  let sequence = index / parameters.kvHeads / tiles;
  if (sequence >= parameters.batch) { return; }
  // Beyond the last head the last is computed once more and not written: no branch within the loop.
  let each = min(vec4(4u * tile) + vec4(0u, 1u, 2u, 3u), vec4(heads - 1u));
  let tokens = each / perKvHead;
  let starts = ((sequence * parameters.tokens + tokens) * parameters.heads + kvHead * perKvHead + each % perKvHead) * HEAD_DIM;
  let contexts = vec4(contextOf(sequence, tokens.x), contextOf(sequence, tokens.y), contextOf(sequence, tokens.z), contextOf(sequence, tokens.w));
  let longest = contexts.w;
  let kvWidth = parameters.kvHeads * HEAD_DIM;
  let cacheStart = rows[3u * sequence + 2u] * CAPACITY * kvWidth + kvHead * HEAD_DIM;
  let scale = inverseSqrt(f32(HEAD_DIM));
  let fours = (HEAD_DIM + 3u) / 4u;

  // A component for each head.
  var mean: array<mat4x4<f32>, 64>; // [four][head]
  var largest = vec4(least);
  var total = vec4<f32>();
  for (var first = 0u; first < longest; first += 4u) {
    let positions = first + vec4(0u, 1u, 2u, 3u);
    // Beyond the context nothing is read: it need not be a number, and then no weight makes it nothing.
    let at = cacheStart + min(positions, vec4(longest - 1u)) * kvWidth;
    var scores = mat4x4<f32>(); // [position][head]
    for (var four = 0u; four < fours; four++) {
      let a = queryFour(starts.x, four);
      let b = queryFour(starts.y, four);
      let c = queryFour(starts.z, four);
      let d = queryFour(starts.w, four);
      let k0 = keysFour(at.x, four);
      scores[0] += vec4(dot(k0, a), dot(k0, b), dot(k0, c), dot(k0, d));
      let k1 = keysFour(at.y, four);
      scores[1] += vec4(dot(k1, a), dot(k1, b), dot(k1, c), dot(k1, d));
      let k2 = keysFour(at.z, four);
      scores[2] += vec4(dot(k2, a), dot(k2, b), dot(k2, c), dot(k2, d));
      let k3 = keysFour(at.w, four);
      scores[3] += vec4(dot(k3, a), dot(k3, b), dot(k3, c), dot(k3, d));
    }
    let s0 = select(vec4(least), scale * scores[0], vec4(positions.x) < contexts);
    let s1 = select(vec4(least), scale * scores[1], vec4(positions.y) < contexts);
    let s2 = select(vec4(least), scale * scores[2], vec4(positions.z) < contexts);
    let s3 = select(vec4(least), scale * scores[3], vec4(positions.w) < contexts);
    let raised = max(largest, max(max(s0, s1), max(s2, s3)));
    let keep = exp(largest - raised);
    let w0 = exp(s0 - raised);
    let w1 = exp(s1 - raised);
    let w2 = exp(s2 - raised);
    let w3 = exp(s3 - raised);
    for (var four = 0u; four < fours; four++) {
      let v0 = valuesFour(at.x, four);
      let v1 = valuesFour(at.y, four);
      let v2 = valuesFour(at.z, four);
      let v3 = valuesFour(at.w, four);
      let old = mean[four];
      mean[four] = mat4x4(
        keep.x * old[0] + w0.x * v0 + w1.x * v1 + w2.x * v2 + w3.x * v3,
        keep.y * old[1] + w0.y * v0 + w1.y * v1 + w2.y * v2 + w3.y * v3,
        keep.z * old[2] + w0.z * v0 + w1.z * v1 + w2.z * v2 + w3.z * v3,
        keep.w * old[3] + w0.w * v0 + w1.w * v1 + w2.w * v2 + w3.w * v3,
      );
    }
    total = keep * total + w0 + w1 + w2 + w3;
    largest = raised;
  }
  for (var head = 0u; head < 4u && 4u * tile + head < heads; head++) {
    for (var d = 0u; d < HEAD_DIM; d++) { output[starts[head] + d] = mean[d / 4u][head][d % 4u] / total[head]; }
  }
}
