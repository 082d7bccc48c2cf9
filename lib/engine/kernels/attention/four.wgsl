// Four numbers of a head that begins at `start`; behind its end zeros.
fn storedFour(start: u32, four: u32) -> vec4<f32> {
  if (HEAD_DIM % 4u == 0u) { return stored[start / 4u + four]; }
  var result = vec4<f32>();
  for (var d = 0u; d < 4u && 4u * four + d < HEAD_DIM; d++) { result[d] = stored[(start + 4u * four + d) / 4u][(start + 4u * four + d) % 4u]; }
  return result;
}
