// A stored tensor in q4 or q2: eight or sixteen integers of STORED_BITS bits a word, and one word a block with scale and
// minimum. Layout: tensor/layout.ts. STORED_BITS is a constant that quantised.ts puts before this text.
@group(0) @binding(STORED_BINDING) var<storage, read> stored: array<u32>;

const STORED_PER_WORD = 32u / STORED_BITS;
const STORED_LARGEST = (1u << STORED_BITS) - 1u;

fn storedQuantWords(columns: u32) -> u32 { return (columns + STORED_PER_WORD - 1u) / STORED_PER_WORD; }

fn storedRowStart(row: u32, columns: u32) -> u32 {
  if (BLOCK == 0u) { return 1u + row * storedQuantWords(columns); }
  return row * (storedQuantWords(columns) + columns / max(BLOCK, 1u));
}

// Scale and minimum.
fn storedScaleAt(start: u32, column: u32, columns: u32) -> vec2<f32> {
  if (BLOCK == 0u) { return unpack2x16float(stored[0]); }
  return unpack2x16float(stored[start + storedQuantWords(columns) + column / max(BLOCK, 1u)]);
}

// Elements 8 * eight … 8 * eight + 7 of a row; all must be within it, and share a block.
fn storedEight(row: u32, eight: u32, columns: u32) -> Eight {
  let start = storedRowStart(row, columns);
  let scale = storedScaleAt(start, 8u * eight, columns);
  let word = vec4<u32>(stored[start + 8u * eight / STORED_PER_WORD] >> (8u * STORED_BITS * eight % 32u));
  return Eight(
    scale.x * vec4<f32>((word >> (STORED_BITS * vec4(0u, 1u, 2u, 3u))) & vec4(STORED_LARGEST)) + scale.y,
    scale.x * vec4<f32>((word >> (STORED_BITS * vec4(4u, 5u, 6u, 7u))) & vec4(STORED_LARGEST)) + scale.y,
  );
}

fn storedOne(row: u32, column: u32, columns: u32) -> f32 {
  let start = storedRowStart(row, columns);
  let scale = storedScaleAt(start, column, columns);
  return scale.x * f32((stored[start + column / STORED_PER_WORD] >> (STORED_BITS * (column % STORED_PER_WORD))) & STORED_LARGEST) + scale.y;
}
