// A stored tensor in q4 or q2: eight or sixteen integers of BITS bits a word, and one word a block with scale and minimum.
// Layout: tensor/layout.ts. BITS is a constant that quantised.ts puts before this text.
@group(0) @binding(2) var<storage, read> stored: array<u32>;

override BLOCK: u32 = 32u; // elements that share scale and minimum; 0: the whole tensor does

struct Eight { low: vec4<f32>, high: vec4<f32> }

const PER_WORD = 32u / BITS;
const LARGEST = (1u << BITS) - 1u;

fn quantWords(columns: u32) -> u32 { return (columns + PER_WORD - 1u) / PER_WORD; }

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
  let word = vec4<u32>(stored[start + 8u * eight / PER_WORD] >> (8u * BITS * eight % 32u));
  return Eight(
    scale.x * vec4<f32>((word >> (BITS * vec4(0u, 1u, 2u, 3u))) & vec4(LARGEST)) + scale.y,
    scale.x * vec4<f32>((word >> (BITS * vec4(4u, 5u, 6u, 7u))) & vec4(LARGEST)) + scale.y,
  );
}

fn storedOne(row: u32, column: u32, columns: u32) -> f32 {
  let start = rowStart(row, columns);
  let scale = scaleAt(start, column, columns);
  return scale.x * f32((stored[start + column / PER_WORD] >> (BITS * (column % PER_WORD))) & LARGEST) + scale.y;
}
