import type { Metadata } from 'next';
import BenchRun from '@/components/widgets/bench-run';
import { Published } from './published';
import './bench.css';

export const metadata: Metadata = {
  title: 'Side by side',
  description: 'Our engine beside transformers.js and wllama in one browser: bytes, time to the first token, speed and memory, faster or slower, and a run on your own device.',
};

export default function BenchPage() {
  return (
    <>
      <header className="page-head">
        <h1 className="page-title">Side by side</h1>
        <p className="standfirst">
          A reader who wants a language model in a page would take transformers.js or wllama. Here our engine runs beside them: the same weights, the same text, the same browser, in
          turn. Each title says who is ahead, as the figures have it. <a href="#here">Ours also runs on your own device</a>.
        </p>
      </header>
      <div className="bench">
        <section className="bench-section">
          <h2>What was measured</h2>
          <Published />
        </section>
        <section className="bench-section">
          <h2 id="here" tabIndex={-1}>
            Ours, on your device
          </h2>
          <p>
            The same prompt, the same tokens, the same figures, by the engine that runs all of this site. The others are not on this page: they would have to be downloaded first.
          </p>
          <BenchRun />
        </section>
        <section className="bench-section">
          <h2>How it is made fair</h2>
          <ul className="bench-rules">
            <li>
              <b>A page and a browser each.</b> Every contestant has a page with nothing else on it, opened by a browser with an empty profile, from the same server with the same
              compression; then opened once more, for the second visit. They take turns, each round in another order.
            </li>
            <li>
              <b>The same numbers.</b> The files of the others are made from the one that ours reads; the command refuses to run where the fp16 numbers differ by a bit. There is no
              GGUF in f32 and no ONNX in fp16 among them, so those rows are missing. Eight and four bits are cut differently by each, and the texts part sooner or later; in f32 they must not.
            </li>
            <li>
              <b>The same work.</b> The most probable token each time, told to the page one by one, as a chat would show them. Every prompt is read anew.
            </li>
            <li>
              <b>Each as its makers advise.</b> transformers.js and wllama are installed from npm and used as their documentation shows, each in its worker, with its own caches.
            </li>
            <li>
              <b>Where it leans.</b> Ours fetches one fp16 file whatever the precision, which on a real network costs it time at four bits; the server here is on the same machine, and
              only the bytes tell. On the other side, ours checks every kernel against plain code and the file against its checksum before the first token, and its pages turn tokens into text.
            </li>
          </ul>
          <p className="bench-note">
            The whole run is one command, <code>npm run bench</code>, and what each figure means is in the repository under <code>docs/decisions</code>, dated 23 November 2026.
          </p>
        </section>
      </div>
    </>
  );
}
