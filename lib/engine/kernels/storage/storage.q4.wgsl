// A stored tensor in q4: eight integers a word, and one word a block with scale and minimum. Layout: tensor/layout.ts.
@group(0) @binding(2) var<storage, read> stored: array<u32>;

override BLOCK: u32 = 32u; // elements that share scale and minimum; 0: the whole tensor does

struct Eight { low: vec4<f32>, high: vec4<f32> }

fn quantWords(columns: u32) -> u32 { return (columns + 7u) / 8u; }

fn rowStart(row: u32, columns: u32) -> u32 {
  if (BLOCK == 0u) { return 1u + row * quantWords(columns); }
  return row * (quantWords(columns) + columns / max(BLOCK, 1u));
}

// Scale and minimum.
fn scaleAt(start: u32, column: u32, columns: u32) -> vec2<f32> {
  if (BLOCK == 0u) { return unpack2x16float(stored[0]); }
  return unpack2x16float(stored[start + quantWords(columns) + column / max(BLOCK, 1u)]);
}

// Elements 8 * eight … 8 * eight + 7 of a row; all must be within it, and share a block.
fn storedEight(row: u32, eight: u32, columns: u32) -> Eight {
  let start = rowStart(row, columns);
  let scale = scaleAt(start, 8u * eight, columns);
  let word = vec4<u32>(stored[start + eight]);
  return Eight(
    scale.x * vec4<f32>((word >> vec4(0u, 4u, 8u, 12u)) & vec4(15u)) + scale.y,
    scale.x * vec4<f32>((word >> vec4(16u, 20u, 24u, 28u)) & vec4(15u)) + scale.y,
  );
}

fn storedOne(row: u32, column: u32, columns: u32) -> f32 {
  let start = rowStart(row, columns);
  let scale = scaleAt(start, column, columns);
  return scale.x * f32((stored[start + column / 8u] >> (4u * (column % 8u))) & 15u) + scale.y;
}
