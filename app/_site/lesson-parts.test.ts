import { describe, expect, it } from 'vitest';
import { curriculum } from '@/content/curriculum';
import { facts } from '@/content/facts';
import { lessonSource, partsOf } from './lesson-parts';

const source = `<Intro>
Two <Term id="token">tokens</Term>, and a {'brace'}.
</Intro>

<PredictFact id="happy-tokens" name="a-number" question={<>How many? <b>All</b> of them.</>} answer="So many." />

<PredictDraw ids={['happy-tokens', 'vocabulary']} name="a-drawing" question="Draw." answer="Drawn." draw={{ labels: ['a', 'b'], unit: 'tokens', low: 0, high: 3000 }} />

<Figure
  number={1}
  title="It’s a finding: 2 > 1"
  takeaway={<>All of <Fact id="vocabulary" />.</>}
>
  <Tokenizer />
</Figure>

<Task name="first">Do *this* first.</Task>

<Predict name="a-choice" question="Which?" choices={['a', 'b']} right="b" answer="b." />

<Figure number={2} title="Another" takeaway="Plain."><NotALookup /></Figure>

<Check questions={[{ question: 'Right?', answers: [{ text: 'Yes', right: true, feedback: 'Yes.' }, { text: 'No', feedback: 'No.' }] }]} />

<Recap>A <Term id="coin">coin</Term>.</Recap>
`;

describe('the parts of a lesson', () => {
  it('are read off its text in their order', async () => {
    const parts = await partsOf(source);
    expect(parts.figures.map(({ number, title, widget }) => [number, title, widget])).toEqual([
      [1, 'It’s a finding: 2 > 1', 'tokenizer'],
      [2, 'Another', 'not-a-lookup'],
    ]);
    expect(parts.figures[1].takeaway).toBe('Plain.');
    expect(parts.predictions.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['a-number', { kind: 'number', id: 'happy-tokens' }],
      ['a-drawing', { kind: 'drawing', draw: { labels: ['a', 'b'], unit: 'tokens', low: 0, high: 3000 }, ids: ['happy-tokens', 'vocabulary'] }],
      ['a-choice', { kind: 'choice', right: 'b' }],
    ]);
    expect(parts.tasks.map(({ name }) => name)).toEqual(['first']);
    expect(parts.questions[0].answers.map(({ text, right }) => [text, right])).toEqual([
      ['Yes', true],
      ['No', undefined],
    ]);
    expect(parts.terms).toEqual(['token', 'coin']);
  });

  it('refuse a prediction whose result nobody knows', async () => {
    await expect(partsOf('<Predict name="lost" question="?" answer="!" />')).rejects.toThrow('lost');
  });
});

describe.each(curriculum.filter(({ published }) => published))('lesson $number', (lesson) => {
  it('has all its parts found, and facts for its results', async () => {
    const text = await lessonSource(lesson);
    const { figures, predictions, tasks, questions, terms } = await partsOf(text);
    const count = (tag: RegExp) => text.match(tag)?.length ?? 0;
    expect([figures.length, predictions.length, tasks.length, terms.length]).toEqual([count(/<Figure\b/g), count(/<Predict\w*\b/g), count(/<Task\b/g), count(/<Term\b/g)]);
    expect(questions).toHaveLength(count(/\bquestion: /g));
    for (const { outcome } of predictions) {
      const ids = outcome.kind === 'choice' ? [] : outcome.kind === 'number' ? [outcome.id] : outcome.ids;
      for (const id of ids) expect(Object.keys(facts)).toContain(id);
    }
  });
});
