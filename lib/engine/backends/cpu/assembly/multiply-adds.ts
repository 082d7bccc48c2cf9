import { sumOfLanes } from './vectors';

/**
 * Nothing but multiply-adds in registers: x = x · factor + offset in 12 chains of four numbers, `steps` times: 96 floating-point
 * operations a step. Their sum is returned, so that nothing is computed for nobody.
 */
export function multiplyAdds(steps: u32, factor: f32, offset: f32): f32 {
  const by = f32x4.splat(factor);
  const plus = f32x4.splat(offset);
  let a = f32x4(0, 1, 2, 3);
  let b = f32x4(1, 2, 3, 4);
  let c = f32x4(2, 3, 4, 5);
  let d = f32x4(3, 4, 5, 6);
  let e = f32x4(4, 5, 6, 7);
  let f = f32x4(5, 6, 7, 8);
  let g = f32x4(6, 7, 8, 9);
  let h = f32x4(7, 8, 9, 10);
  let i = f32x4(8, 9, 10, 11);
  let j = f32x4(9, 10, 11, 12);
  let k = f32x4(10, 11, 12, 13);
  let l = f32x4(11, 12, 13, 14);
  for (let step: u32 = 0; step < steps; step++) {
    a = f32x4.add(f32x4.mul(a, by), plus);
    b = f32x4.add(f32x4.mul(b, by), plus);
    c = f32x4.add(f32x4.mul(c, by), plus);
    d = f32x4.add(f32x4.mul(d, by), plus);
    e = f32x4.add(f32x4.mul(e, by), plus);
    f = f32x4.add(f32x4.mul(f, by), plus);
    g = f32x4.add(f32x4.mul(g, by), plus);
    h = f32x4.add(f32x4.mul(h, by), plus);
    i = f32x4.add(f32x4.mul(i, by), plus);
    j = f32x4.add(f32x4.mul(j, by), plus);
    k = f32x4.add(f32x4.mul(k, by), plus);
    l = f32x4.add(f32x4.mul(l, by), plus);
  }
  const first = f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(e, f));
  const second = f32x4.add(f32x4.add(f32x4.add(g, h), f32x4.add(i, j)), f32x4.add(k, l));
  return sumOfLanes(f32x4.add(first, second));
}
