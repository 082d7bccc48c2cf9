// A stored tensor in f32: one element a word, rows without padding.
@group(0) @binding(2) var<storage, read> stored: array<f32>;

// Elements 2 * pair and 2 * pair + 1 of a row; zero beyond its end.
fn storedPair(row: u32, pair: u32, columns: u32) -> vec2<f32> {
  let first = row * columns + 2u * pair;
  return vec2(stored[first], select(0.0, stored[first + 1u], 2u * pair + 1u < columns));
}
