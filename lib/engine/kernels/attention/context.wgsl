// Positions that a token looks at. Padding, behind the sequence's own tokens, looks where the last of them does: nothing else is known to be a number.
fn contextOf(sequence: u32, token: u32) -> u32 {
  return min(rows[3u * sequence] + min(token, max(rows[3u * sequence + 1u], 1u) - 1u) + 1u, CAPACITY);
}
