// A stored tensor in f16: two elements a word, each row padded to a whole word. Core WGSL: needs no shader-f16.
// Layout: tensor/layout.ts.
@group(0) @binding(2) var<storage, read> stored: array<u32>;

struct Eight { low: vec4<f32>, high: vec4<f32> }

// Elements 8 * eight … 8 * eight + 7 of a row; all must be within it.
fn storedEight(row: u32, eight: u32, columns: u32) -> Eight {
  let first = row * ((columns + 1u) / 2u) + 4u * eight;
  return Eight(
    vec4(unpack2x16float(stored[first]), unpack2x16float(stored[first + 1u])),
    vec4(unpack2x16float(stored[first + 2u]), unpack2x16float(stored[first + 3u])),
  );
}

fn storedOne(row: u32, column: u32, columns: u32) -> f32 {
  return unpack2x16float(stored[row * ((columns + 1u) / 2u) + column / 2u])[column % 2u];
}
