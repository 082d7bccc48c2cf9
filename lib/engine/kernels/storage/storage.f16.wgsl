// A stored tensor in f16: two elements a word, four words a vector, each row padded to a whole word. Core WGSL: needs no
// shader-f16. Layout: tensor/layout.ts.
@group(0) @binding(STORED_BINDING) var<storage, read> stored: array<vec4<u32>>;

fn storedWord(word: u32) -> u32 { return stored[word / 4u][word % 4u]; }

fn storedWidened(words: vec4<u32>) -> Eight {
  return Eight(vec4(unpack2x16float(words.x), unpack2x16float(words.y)), vec4(unpack2x16float(words.z), unpack2x16float(words.w)));
}

fn storedOne(row: u32, column: u32, columns: u32) -> f32 {
  return unpack2x16float(storedWord(row * ((columns + 1u) / 2u) + column / 2u))[column % 2u];
}

// Elements 8 * eight … 8 * eight + 7 of a row; all must be within it.
fn storedEight(row: u32, eight: u32, columns: u32) -> Eight {
  let first = row * ((columns + 1u) / 2u) + 4u * eight;
  if (ALIGNED) { return storedWidened(stored[first / 4u]); }
  return storedWidened(vec4(storedWord(first), storedWord(first + 1u), storedWord(first + 2u), storedWord(first + 3u)));
}
