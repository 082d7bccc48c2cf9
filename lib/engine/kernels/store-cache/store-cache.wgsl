// cache[slot, first + t] = input[b, t], for the tokens that count. One invocation an element.
struct Parameters { tokens: u32, batch: u32, width: u32, capacity: u32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> input: array<f32>;            // (B * T, width)
@group(0) @binding(2) var<storage, read> rows: array<u32>;             // (B, 3): first position, count, slot
@group(0) @binding(3) var<storage, read_write> cache: array<f32>;      // (slots, capacity, width)

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let index = id.x + id.y * groups.x * 64u;
  let row = index / parameters.width;
  if (row >= parameters.batch * parameters.tokens) { return; }
  let sequence = row / parameters.tokens;
  let t = row % parameters.tokens;
  let position = rows[3u * sequence] + t;
  if (t >= rows[3u * sequence + 1u] || position >= parameters.capacity) { return; }
  cache[(rows[3u * sequence + 2u] * parameters.capacity + position) * parameters.width + index % parameters.width] = input[index];
}
