// Turns the new tokens' queries and keys by the angles of their positions, and puts keys and values into the cache. One
// invocation a pair of one head: queries first, then keys; then values, two numbers each.
struct Parameters { tokens: u32, batch: u32, width: u32, kvWidth: u32, headDim: u32, positions: u32, capacity: u32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> query: array<f32>;                  // (B * T, width)
@group(0) @binding(2) var<storage, read> key: array<f32>;                    // (B * T, kvWidth)
@group(0) @binding(3) var<storage, read> value: array<f32>;                  // (B * T, kvWidth)
@group(0) @binding(4) var<storage, read> angles: array<f32>;                 // (positions, headDim): cosines, sines
@group(0) @binding(5) var<storage, read> rows: array<u32>;                   // (B, 3): first position, count, slot
@group(0) @binding(6) var<storage, read_write> turnedQuery: array<f32>;      // (B * T, width)
@group(0) @binding(7) var<storage, read_write> keys: array<f32>;             // (slots, capacity, kvWidth)
@group(0) @binding(8) var<storage, read_write> values: array<f32>;           // (slots, capacity, kvWidth)

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let index = id.x + id.y * groups.x * 64u;
  let queryPairs = parameters.width / 2u;
  let kvPairs = parameters.kvWidth / 2u;
  let row = index / (queryPairs + 2u * kvPairs);
  if (row >= parameters.batch * parameters.tokens) { return; }
  var pair = index % (queryPairs + 2u * kvPairs);
  let sequence = row / parameters.tokens;
  let t = row % parameters.tokens;
  let position = rows[3u * sequence] + t;
  let half = parameters.headDim / 2u;
  let isStored = t < rows[3u * sequence + 1u] && position < parameters.capacity;
  let place = (rows[3u * sequence + 2u] * parameters.capacity + position) * parameters.kvWidth;

  if (pair >= queryPairs + kvPairs) {
    pair -= queryPairs + kvPairs;
    if (!isStored) { return; }
    values[place + 2u * pair] = value[row * parameters.kvWidth + 2u * pair];
    values[place + 2u * pair + 1u] = value[row * parameters.kvWidth + 2u * pair + 1u];
    return;
  }
  let isKey = pair >= queryPairs;
  if (isKey) { pair -= queryPairs; }
  let i = pair % half;
  let first = pair / half * parameters.headDim + i;
  // Rows beyond a sequence's count are padding: any position will do.
  let angle = min(position, parameters.positions - 1u) * parameters.headDim + i;
  let cosine = angles[angle];
  let sine = angles[angle + half];
  if (isKey) {
    if (!isStored) { return; }
    let source = row * parameters.kvWidth + first;
    keys[place + first] = key[source] * cosine - key[source + half] * sine;
    keys[place + first + half] = key[source + half] * cosine + key[source] * sine;
  } else {
    let source = row * parameters.width + first;
    turnedQuery[source] = query[source] * cosine - query[source + half] * sine;
    turnedQuery[source + half] = query[source + half] * cosine + query[source] * sine;
  }
}
