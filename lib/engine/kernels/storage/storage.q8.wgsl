// A stored tensor in q8: four signed integers a word, and one half float of scale a block. Layout: tensor/layout.ts.
@group(0) @binding(2) var<storage, read> stored: array<u32>;

override BLOCK: u32 = 32u; // elements that share a scale; 0: the whole tensor does

struct Eight { low: vec4<f32>, high: vec4<f32> }

fn quantWords(columns: u32) -> u32 { return (columns + 7u) / 8u * 2u; }

fn rowStart(row: u32, columns: u32) -> u32 {
  if (BLOCK == 0u) { return 1u + row * quantWords(columns); }
  return row * (quantWords(columns) + (columns / max(BLOCK, 1u) + 1u) / 2u);
}

fn scaleAt(start: u32, column: u32, columns: u32) -> f32 {
  if (BLOCK == 0u) { return unpack2x16float(stored[0]).x; }
  let block = column / max(BLOCK, 1u);
  return unpack2x16float(stored[start + quantWords(columns) + block / 2u])[block % 2u];
}

fn integers(word: u32) -> vec4<f32> {
  return vec4<f32>(bitcast<vec4<i32>>(vec4<u32>(word) << vec4(24u, 16u, 8u, 0u)) >> vec4(24u));
}

// Elements 8 * eight … 8 * eight + 7 of a row; all must be within it, and share a block.
fn storedEight(row: u32, eight: u32, columns: u32) -> Eight {
  let start = rowStart(row, columns);
  let scale = scaleAt(start, 8u * eight, columns);
  return Eight(scale * integers(stored[start + 2u * eight]), scale * integers(stored[start + 2u * eight + 1u]));
}

fn storedOne(row: u32, column: u32, columns: u32) -> f32 {
  let start = rowStart(row, columns);
  return scaleAt(start, column, columns) * integers(stored[start + column / 4u])[column % 4u];
}
