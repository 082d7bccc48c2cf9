import type { CorpusName, LossPoint, TrainedModel } from './trained-model';

const corpora: Readonly<Record<CorpusName, string>> = {
  names: 'the list of names that the course brings along',
  course: 'the text of the course itself',
  own: 'a text of the reader’s own. The text is not in this folder, and nothing here quotes it; but a model that was trained long on a short text can recite it',
};

/** A short model card: what the model is and what it was trained on, in numbers that training counted. No text of the reader is in it. */
export function modelCardFile({ shape, step, history, origin, vocabulary }: TrainedModel, { name, date }: { readonly name: string; readonly date: string }): string {
  const { layers, dim, hiddenDim, heads, kvHeads, contextLength } = shape;
  return `# ${name}

A language model of characters, trained in a browser tab by a reader of *Forward Pass* and frozen on ${date}.

- **Shape**: Llama architecture; ${layers} layers, width ${dim}, feed-forward ${hiddenDim}, ${heads} heads on ${kvHeads} key/value heads, context of ${contextLength} characters.
- **Tokens**: ${vocabulary.characters.length}, each one character; the first stands for all that have none of their own.
- **Trained on**: ${corpora[origin.corpus]}.
- **How much of it**: ${grouped(origin.trainCharacters)} characters to train on, ${grouped(origin.heldoutCharacters)} held out; seed ${origin.seed}.
- **Steps**: ${grouped(step)}.
- **Loss**, in nats a character: ${lossOf('training', history.train)}, ${lossOf('held out', history.heldout)}.
- **Weights**: 16-bit floats, rounded from the 32 bits that training used.

A toy in size, and an honest one: it continues text as its text went on, and knows nothing else.

\`\`\`python
from transformers import AutoModelForCausalLM, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("${name}")
model = AutoModelForCausalLM.from_pretrained("${name}", dtype="float32")
print(tokenizer.decode(model.generate(**tokenizer("A", return_tensors="pt"))[0]))
\`\`\`
`;
}

const grouped = (value: number): string => value.toLocaleString('en-GB');

function lossOf(what: string, points: readonly LossPoint[]): string {
  const last = points.at(-1);
  return last ? `${what} ${last.loss.toFixed(3)} at step ${grouped(last.step)}` : `${what} never measured`;
}
