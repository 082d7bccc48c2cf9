import { expect, it, vi } from 'vitest';
import { sampling } from './testing/events';
import { makeWorld } from './testing/in-process-worker';
import type { FromWorker, ToWorker } from './protocol';
import { WorkerHost } from './worker-host';

const generate = (id: number): ToWorker => ({ kind: 'request', id, name: 'generate', body: { prompt: 'Once', sampling, maxTokens: 4 } });

it('winds a run down that it cannot tell of, before the next one begins', async () => {
  const world = makeWorld(undefined, 10);
  const said: FromWorker[] = [];
  let mute = false;
  const host = new WorkerHost(world.effects, (message) => {
    if (mute && message.kind === 'event') throw new Error('it cannot be cloned');
    said.push(message);
  });
  const answer = (id: number) => vi.waitFor(() => said.find((message) => message.kind !== 'event' && 'id' in message && message.id === id) ?? Promise.reject(new Error('none yet')));
  host.receive({ kind: 'request', id: 1, name: 'load', body: { engine: 'ours', order: 'cpu', modelUrl: 'http://site/models/pocket/' } });
  await answer(1);
  mute = true;
  host.receive(generate(2));
  host.receive({ kind: 'ping', beat: 1 });
  expect(await answer(2)).toMatchObject({ kind: 'error' });
  mute = false;
  host.receive(generate(3));
  expect(await answer(3)).toMatchObject({ kind: 'result' });
});

it('lets what was put off begin when a token has been told, and not before', async () => {
  const world = makeWorld();
  const order: string[] = [];
  const host = new WorkerHost({ ...world.effects, whenTokenTold: () => order.push('begin') }, (message) => {
    if (message.kind === 'result') order.push(message.name);
    if (message.kind === 'event' && message.name === 'generate') order.push((message.event as { readonly type: string }).type);
  });
  host.receive({ kind: 'request', id: 1, name: 'load', body: { engine: 'ours', order: 'cpu', modelUrl: 'http://site/models/pocket/' } });
  await vi.waitFor(() => expect(order).toEqual(['load']));
  host.receive(generate(2));
  await vi.waitFor(() => expect(order).toContain('generate'));
  expect(order.indexOf('begin')).toBe(order.indexOf('token') + 1);
});
