// A stored tensor in f32: four elements a vector. Layout: tensor/layout.ts.
@group(0) @binding(STORED_BINDING) var<storage, read> stored: array<vec4<f32>>;

fn storedOne(row: u32, column: u32, columns: u32) -> f32 {
  let element = row * columns + column;
  return stored[element / 4u][element % 4u];
}

// Elements 8 * eight … 8 * eight + 7 of a row; all must be within it.
fn storedEight(row: u32, eight: u32, columns: u32) -> Eight {
  let first = row * columns + 8u * eight;
  if (ALIGNED) { return Eight(stored[first / 4u], stored[first / 4u + 1u]); }
  let column = 8u * eight;
  return Eight(
    vec4(storedOne(row, column, columns), storedOne(row, column + 1u, columns), storedOne(row, column + 2u, columns), storedOne(row, column + 3u, columns)),
    vec4(storedOne(row, column + 4u, columns), storedOne(row, column + 5u, columns), storedOne(row, column + 6u, columns), storedOne(row, column + 7u, columns)),
  );
}
