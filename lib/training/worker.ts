/// <reference lib="webworker" />
import { adapterReport, describeAdapter } from '@/lib/engine-client/adapter-report';
import { jaxBench } from './jax-bench';
import type { FromTrainer, ToTrainer } from './protocol';
import { TrainerHost } from './trainer-host';

/** The training worker: the one place on the site that trains. Here the host meets the real world. */
const channel = new MessageChannel();
const threads = navigator.hardwareConcurrency;

const host = new TrainerHost(
  {
    bench: (shape, options) =>
      jaxBench(
        {
          async adapter() {
            const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
            if (!adapter) return null;
            const report = adapterReport(adapter);
            return { software: report.software, description: describeAdapter(report) };
          },
          processor: threads > 1 ? `the processor (1 of ${threads} threads)` : 'the processor',
          now: () => performance.now(),
        },
        shape,
        options,
      ),
    // A message to oneself comes behind those that the page has sent; a timer would wait four milliseconds.
    breathe: () =>
      new Promise((resolve) => {
        channel.port1.addEventListener('message', () => resolve(), { once: true });
        channel.port2.postMessage(null);
      }),
  },
  (message: FromTrainer, transfer) => postMessage(message, [...transfer]),
);

channel.port1.start();
addEventListener('message', (event: MessageEvent<ToTrainer>) => host.receive(event.data));
