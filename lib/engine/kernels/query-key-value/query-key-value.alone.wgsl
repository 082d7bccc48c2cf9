fn fours(outputs: u32) -> u32 { return (outputs + 3u) / 4u; }

// Beyond the last output of a matrix the last is computed once more and not written: no branch within the loop.
fn writeFour(number: u32) {
  let columns = parameters.columns;
  var four = number;
  if (four < fours(parameters.queryOutputs)) {
    let outs = outsOf(four);
    let sums = queryFour(min(outs, vec4(parameters.queryOutputs - 1u)), columns);
    for (var each = 0u; each < 4u && outs[each] < parameters.queryOutputs; each++) { queryOutput[outs[each]] = sums[each]; }
    return;
  }
  four -= fours(parameters.queryOutputs);
  if (four < fours(parameters.keyOutputs)) {
    let outs = outsOf(four);
    let sums = keyFour(min(outs, vec4(parameters.keyOutputs - 1u)), columns);
    for (var each = 0u; each < 4u && outs[each] < parameters.keyOutputs; each++) { keyOutput[outs[each]] = sums[each]; }
    return;
  }
  four -= fours(parameters.keyOutputs);
  if (four < fours(parameters.valueOutputs)) {
    let outs = outsOf(four);
    let sums = valueFour(min(outs, vec4(parameters.valueOutputs - 1u)), columns);
    for (var each = 0u; each < 4u && outs[each] < parameters.valueOutputs; each++) { valueOutput[outs[each]] = sums[each]; }
  }
}
