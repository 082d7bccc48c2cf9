import type { Metadata } from 'next';
import { Comparison } from './comparison';
import { fittedConstants } from './shown';
import './economics.css';

export const metadata: Metadata = {
  title: 'Predicted against published',
  description: 'Speed, memory and cost of language models on machines you do not have are calculated. Here each calculation stands beside what others measured.',
};

export default function EconomicsPage() {
  return (
    <>
      <header className="page-head">
        <h1 className="page-title">Predicted against published</h1>
        <p className="standfirst">
          The lessons name speeds and costs of machines that you do not have. A few formulas calculate them. Here every calculation that can be checked stands beside what
          somebody measured, and the misses are named.
        </p>
      </header>
      <div className="economics">
        <section className="economics-section">
          <h2>What is calculated</h2>
          <p>
            To write a token, a device reads from memory every weight the token needs, and the keys and values of the tokens before it. It also multiplies: two operations a weight,
            for each sequence in the batch. The slower of the two decides how long that takes; where both are equally slow, it takes somewhat longer than either. To that is
            added what is left of each layer: to widen weights that are quantised, to move what the layers hand on, to carry tokens to their experts and back, and to sum up
            what the devices that share a layer have each worked out.
          </p>
          <p>
            Starting a layer’s work takes a fixed time of its own. Where there is much to do, the next start hides behind the work before it; where there is little, the
            starts are waited for, and no faster memory shortens the step.
          </p>
          <p>
            A prompt is read many tokens at once, so that is mostly arithmetic: all of it in one step, or with llama.cpp 512 tokens in each. Writing is mostly memory, which a
            batch shares. A busy server holds as many sequences as its memory has room for and its engine allows, reads new prompts in the same steps, and spends a little
            more time on each step and each sequence to admit requests and send off tokens. A million tokens cost what the devices cost by the hour, divided by the tokens
            they write in an hour, in millions.
          </p>
          <h2>What is fitted</h2>
          <p>
            The dimensions of the models and the data sheets of the devices are published. What share of a data sheet an engine reaches, and the fixed times, are not: these are{' '}
            {fittedConstants} constants, fitted on the published rows with even numbers. The rows with odd numbers are held out, and score them. A second score is stricter: each source in turn is left out,
            the constants are fitted on the others alone, and its rows are predicted by those.
          </p>
        </section>
        <Comparison />
      </div>
    </>
  );
}
