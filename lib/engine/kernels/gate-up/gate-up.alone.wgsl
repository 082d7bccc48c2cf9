fn writeFour(four: u32) {
  let outs = outsOf(four);
  if (outs.x >= parameters.outputs) { return; }
  // Beyond the last output the last is computed once more and not written: no branch within the loop.
  let inside = min(outs, vec4(parameters.outputs - 1u));
  let gates = gateFour(inside, parameters.columns);
  let ups = upFour(inside, parameters.columns);
  for (var each = 0u; each < 4u && outs[each] < parameters.outputs; each++) { output[outs[each]] = gated(gates[each], ups[each]); }
}
