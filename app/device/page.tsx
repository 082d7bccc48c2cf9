import type { Metadata } from 'next';
import { DeviceReport } from './device-report';

export const metadata: Metadata = {
  title: 'Device',
  description: 'What your device can do with a language model: WebGPU or not and why, limits, self-test, speed of memory.',
};

export default function DevicePage() {
  return (
    <>
      <header className="page-head">
        <h1 className="page-title">This device</h1>
        <p className="standfirst">
          The model runs on your own machine, so it matters what that machine allows. Here is what your browser tells us, what was tried in which order, and whether your
          hardware does sums correctly. Nothing of it leaves this page unless you copy it yourself.
        </p>
      </header>
      <DeviceReport />
      <noscript>
        <p>This page asks your browser what it can do, and without JavaScript there is nothing to ask with. The lessons can be read all the same.</p>
      </noscript>
    </>
  );
}
