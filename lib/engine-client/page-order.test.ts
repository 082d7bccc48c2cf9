import { expect, it } from 'vitest';
import { parsePageOrder } from './page-order';

it.each([
  ['', { engine: 'auto', seed: null }],
  ['?engine=webgpu', { engine: 'webgpu', seed: null }],
  ['?engine=cpu&seed=7', { engine: 'cpu', seed: 7 }],
  ['?engine=recorded&seed=0', { engine: 'recorded', seed: 0 }],
  ['?engine=steam&seed=4294967295', { engine: 'auto', seed: 4_294_967_295 }],
  ['?seed=4294967296', { engine: 'auto', seed: null }],
  ['?seed=-1', { engine: 'auto', seed: null }],
  ['?seed=1.5', { engine: 'auto', seed: null }],
  ['?seed=', { engine: 'auto', seed: null }],
  ['?seed=99999999999999999999', { engine: 'auto', seed: null }],
  ['?ENGINE=cpu&&&=%', { engine: 'auto', seed: null }],
])('reads %j', (search, order) => {
  expect(parsePageOrder(search)).toEqual(order);
});
