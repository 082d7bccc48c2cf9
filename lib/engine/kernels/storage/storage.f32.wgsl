// A stored tensor in f32: one element a word. Layout: tensor/layout.ts.
@group(0) @binding(2) var<storage, read> stored: array<f32>;

struct Eight { low: vec4<f32>, high: vec4<f32> }

// Elements 8 * eight … 8 * eight + 7 of a row; all must be within it.
fn storedEight(row: u32, eight: u32, columns: u32) -> Eight {
  let first = row * columns + 8u * eight;
  return Eight(
    vec4(stored[first], stored[first + 1u], stored[first + 2u], stored[first + 3u]),
    vec4(stored[first + 4u], stored[first + 5u], stored[first + 6u], stored[first + 7u]),
  );
}

fn storedOne(row: u32, column: u32, columns: u32) -> f32 {
  return stored[row * columns + column];
}
