// A stored tensor in q8: four signed integers a word, and one half float of scale a block. Layout: tensor/layout.ts.
@group(0) @binding(STORED_BINDING) var<storage, read> stored: array<u32>;

fn storedQuantWords(columns: u32) -> u32 { return (columns + 7u) / 8u * 2u; }

fn storedRowStart(row: u32, columns: u32) -> u32 {
  if (BLOCK == 0u) { return 1u + row * storedQuantWords(columns); }
  return row * (storedQuantWords(columns) + (columns / max(BLOCK, 1u) + 1u) / 2u);
}

fn storedScaleAt(start: u32, column: u32, columns: u32) -> f32 {
  if (BLOCK == 0u) { return unpack2x16float(stored[0]).x; }
  let block = column / max(BLOCK, 1u);
  return unpack2x16float(stored[start + storedQuantWords(columns) + block / 2u])[block % 2u];
}

fn storedIntegers(word: u32) -> vec4<f32> {
  return vec4<f32>(bitcast<vec4<i32>>(vec4<u32>(word) << vec4(24u, 16u, 8u, 0u)) >> vec4(24u));
}

// Elements 8 * eight … 8 * eight + 7 of a row; all must be within it, and share a block.
fn storedEight(row: u32, eight: u32, columns: u32) -> Eight {
  let start = storedRowStart(row, columns);
  let scale = storedScaleAt(start, 8u * eight, columns);
  return Eight(scale * storedIntegers(stored[start + 2u * eight]), scale * storedIntegers(stored[start + 2u * eight + 1u]));
}

fn storedOne(row: u32, column: u32, columns: u32) -> f32 {
  let start = storedRowStart(row, columns);
  return storedScaleAt(start, column, columns) * storedIntegers(stored[start + column / 4u])[column % 4u];
}
