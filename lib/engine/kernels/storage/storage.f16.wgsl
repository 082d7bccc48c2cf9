// A stored tensor in f16: two elements a word, each row padded to a whole word. Core WGSL: needs no shader-f16.
@group(0) @binding(2) var<storage, read> stored: array<u32>;

// Elements 2 * pair and 2 * pair + 1 of a row; zero beyond its end.
fn storedPair(row: u32, pair: u32, columns: u32) -> vec2<f32> {
  return unpack2x16float(stored[row * ((columns + 1u) / 2u) + pair]);
}
