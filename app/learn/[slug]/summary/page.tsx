import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { inline } from '@/app/_site/inline';
import { lessonSource, type LessonParts, partsOf, type PredictionPart } from '@/app/_site/lesson-parts';
import type { CheckQuestion } from '@/components/lesson/check';
import { ForgetProgress } from '@/components/lesson/forget-progress';
import { KeptAnswer } from '@/components/lesson/kept-answer';
import { KeptGuess, type Outcome } from '@/components/lesson/kept-guess';
import { Task } from '@/components/lesson/task';
import { curriculum, type Lesson, lessonOf } from '@/content/curriculum';
import { facts } from '@/content/facts';
import { glossary } from '@/content/glossary';
import { PrintButton } from './print-button';
import './summary.css';

interface SummaryPageProps {
  readonly params: Promise<{ readonly slug: string }>;
}

export const dynamicParams = false;

export function generateStaticParams() {
  return curriculum.filter(({ published }) => published).map(({ slug }) => ({ slug }));
}

async function lessonIn({ params }: SummaryPageProps): Promise<Lesson> {
  return lessonOf((await params).slug) ?? notFound();
}

export async function generateMetadata(props: SummaryPageProps): Promise<Metadata> {
  const { number, title } = await lessonIn(props);
  return { title: `Summary: ${title}`, description: `Lesson ${number} on a page or two: what it found, its words, and what you guessed, did and answered.` };
}

/** What a reader takes home from a lesson: for the desk, the wall, or the exercise book. */
export default async function SummaryPage(props: SummaryPageProps) {
  const lesson = await lessonIn(props);
  const { figures, predictions, tasks, questions, terms } = await partsOf(await lessonSource(lesson), inline);
  return (
    <article className="summary">
      <header className="page-head">
        <p className="lesson-about">Lesson {lesson.number}, in short</p>
        <h1 className="page-title">{lesson.title}</h1>
        <p className="summary-ways">
          <PrintButton /> <Link href={`/learn/${lesson.slug}/`}>Back to the lesson</Link>
        </p>
      </header>

      <Part title="Say it aloud" note="To a friend, or to the wall. Where you stumble, go back.">
        <ul>
          {lesson.goals.map((goal) => (
            <li key={goal}>Can you {goal}?</li>
          ))}
        </ul>
      </Part>

      <Part title="What the figures found">
        <Findings figures={figures} lesson={lesson} />
      </Part>

      <Part title="What you guessed">
        <ul>
          {predictions.map((prediction) => (
            <li key={prediction.name}>
              {prediction.question}
              <KeptGuess name={prediction.name} outcome={outcomeOf(prediction)} />
            </li>
          ))}
        </ul>
      </Part>

      {tasks.length > 0 && (
        <Part title="What you did">
          {tasks.map(({ name, words }) => (
            <Task key={name} name={name}>
              {words}
            </Task>
          ))}
        </Part>
      )}

      <Part title="What you were asked">
        <ol>
          {questions.map((question, place) => (
            <li key={place}>
              <Answered question={question} number={place + 1} lesson={lesson} />
            </li>
          ))}
        </ol>
      </Part>

      <Part title="Words you met">
        <dl className="summary-words">
          {terms.map((id) => (
            <div key={id}>
              <dt>{glossary[id].term}</dt>
              <dd>{glossary[id].definition}</dd>
            </div>
          ))}
        </dl>
      </Part>

      <footer className="summary-foot">
        <ForgetProgress />
      </footer>
    </article>
  );
}

function Part({ title, note, children }: { readonly title: string; readonly note?: string; readonly children: ReactNode }) {
  return (
    <section className="summary-part">
      <h2>{title}</h2>
      {note && <p className="summary-note">{note}</p>}
      {children}
    </section>
  );
}

function Findings({ figures, lesson }: { readonly figures: LessonParts['figures']; readonly lesson: Lesson }) {
  return (
    <ol>
      {figures.map(({ number, title, takeaway }) => (
        <li key={number}>
          <h3>
            <Link href={`/learn/${lesson.slug}/#figure-${number}`} prefetch={false}>
              {title}
            </Link>
          </h3>
          <p>{takeaway}</p>
        </li>
      ))}
    </ol>
  );
}

/** A question, its right answer with the reason, and what the reader said. */
function Answered({ question: { question, answers }, number, lesson }: { readonly question: CheckQuestion; readonly number: number; readonly lesson: Lesson }) {
  const right = answers.find((answer) => answer.right);
  return (
    <>
      {question}
      <p>
        <b>{right?.text}.</b> {right?.feedback}
      </p>
      <KeptAnswer lesson={lesson.slug} question={number} answers={answers.map(({ text, right: isRight }) => ({ text, right: isRight }))} />
    </>
  );
}

function outcomeOf({ outcome }: PredictionPart): Outcome {
  if (outcome.kind === 'choice') return { right: outcome.right };
  if (outcome.kind === 'number') return { measure: facts[outcome.id].measure };
  return { draw: outcome.draw, results: outcome.ids.map((id) => facts[id].measure) };
}
