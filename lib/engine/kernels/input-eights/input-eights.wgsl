// The input of a product, read four numbers at once.
fn product(left: Eight, right: Eight) -> f32 {
  return dot(left.low, right.low) + dot(left.high, right.high);
}

fn inputOne(element: u32) -> f32 { return input[element / 4u][element % 4u]; }

fn inputEight(first: u32) -> Eight {
  if (ALIGNED) { return Eight(input[first / 4u], input[first / 4u + 1u]); }
  return Eight(
    vec4(inputOne(first), inputOne(first + 1u), inputOne(first + 2u), inputOne(first + 3u)),
    vec4(inputOne(first + 4u), inputOne(first + 5u), inputOne(first + 6u), inputOne(first + 7u)),
  );
}
