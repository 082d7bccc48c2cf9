import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { type FigurePart, lessonSource, partsOf } from '@/app/_site/lesson-parts';
import { MarkedText } from '@/app/_site/marked-text';
import { type Lesson, lessonOf } from '@/content/curriculum';
import { type LessonTeaching, teaching, type TeachingStep } from '@/content/teaching';
import { classMinutes, type FigureToOpen } from '@/content/teaching/lesson-teaching';
import { writeLink } from '@/lib/engine-client/url-state';
import './teach.css';

export const metadata: Metadata = {
  title: 'For teachers',
  description: 'Each lesson as a class: minutes, when to ask and when to run, what to click, what people believe, questions with answers.',
};

const files = process.env.NEXT_PUBLIC_BASE_PATH ?? '';

const moveWords: Readonly<Record<TeachingStep['move'], string>> = { tell: 'Tell', ask: 'Ask', guess: 'Let them guess', run: 'Run it', check: 'Check' };

/** The lessons as classes. */
export default function TeachPage() {
  const classes = teaching.map((plan) => ({ plan, lesson: lessonOf(plan.lesson)! }));
  return (
    <>
      <header className="page-head">
        <h1 className="page-title">For teachers</h1>
        <p className="standfirst">Each lesson as a class: when to ask, when to run, what to click, and what somebody in the room is sure to believe.</p>
      </header>

      <section className="teach-before" aria-labelledby="before">
        <h2 id="before">Before any class</h2>
        <ul>
          <li>
            <b>The network.</b> Open the lesson beforehand on the machine you will use, go through it to the end, and run its figures: the browser keeps the model, and the
            class does not wait for it. Leave the tab open; what has been loaded runs without a network. A figure that cannot run shows its recorded run, and says that it is one.
          </li>
          <li>
            <b>The screen.</b> Choose <i>Projector</i> as the theme, at the top of each page. Nothing depends on hovering, and every figure can be worked from the keyboard.
          </li>
          <li>
            <b>The guess.</b> Have it written down before you run anything. Someone who has committed to a number listens to the answer. Nothing is graded, and no guess
            leaves the browser.
          </li>
          <li>
            <b>The model.</b> It is small and was brought up on children’s stories: it goes on with a text, and does not answer. Say so before somebody asks it for help with
            their homework.
          </li>
          <li>
            <b>The machines.</b> Phones do for most figures. Without a graphics card that the browser may use, the processor does the work: the same text, later.
          </li>
        </ul>
        <nav aria-label="Lessons on this page">
          <ol className="teach-contents">
            {classes.map(({ lesson, plan }) => (
              <li key={lesson.slug}>
                <a href={`#${lesson.slug}`}>
                  {lesson.number}. {lesson.title}
                </a>{' '}
                <span className="teach-minutes">{classMinutes(plan)} minutes in class</span>
              </li>
            ))}
          </ol>
        </nav>
      </section>

      {classes.map(({ lesson, plan }) => (
        <LessonClass key={lesson.slug} lesson={lesson} plan={plan} />
      ))}
    </>
  );
}

async function LessonClass({ lesson, plan: { before, plan, misconceptions, questions } }: { readonly lesson: Lesson; readonly plan: LessonTeaching }) {
  const { figures } = await partsOf(await lessonSource(lesson));
  return (
    <section className="teach-lesson" id={lesson.slug} aria-labelledby={`${lesson.slug}-title`}>
      <h2 id={`${lesson.slug}-title`} className="block-title">
        {lesson.number}. {lesson.title}
      </h2>
      <p className="teach-about">
        {classMinutes({ plan })} minutes in class, {lesson.minutes} to read · <Link href={`/learn/${lesson.slug}/`} prefetch={false}>the lesson</Link> ·{' '}
        <Link href={`/learn/${lesson.slug}/summary/`} prefetch={false}>
          its summary, to hand out
        </Link>
      </p>

      <Part title="Afterwards they can">
        <ul>
          {lesson.goals.map((goal) => (
            <li key={goal}>{goal}</li>
          ))}
        </ul>
      </Part>
      <Part title="Before the class">
        <p>
          <MarkedText text={before} />
        </p>
      </Part>
      <Part title="The plan">
        <ol className="teach-plan">
          {plan.map((step, place) => (
            <Step key={place} step={step} from={classMinutes({ plan: plan.slice(0, place) })} figures={figures} lesson={lesson} />
          ))}
        </ol>
      </Part>
      <Part title="What somebody believes">
        <dl>
          {misconceptions.map(({ belief, reply }) => (
            <div key={belief}>
              <dt>“{belief}”</dt>
              <dd>
                <MarkedText text={reply} />
              </dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part title="To ask, or to set as homework">
        <dl>
          {questions.map(({ question, answer }) => (
            <div key={question}>
              <dt>
                <MarkedText text={question} />
              </dt>
              <dd>
                <MarkedText text={answer} />
              </dd>
            </div>
          ))}
        </dl>
      </Part>
    </section>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="teach-part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

interface StepProps {
  readonly step: TeachingStep;
  /** Minutes of the class that are over when it begins. */
  readonly from: number;
  readonly figures: readonly FigurePart[];
  readonly lesson: Lesson;
}

function Step({ step: { minutes, move, words, open }, from, figures, lesson }: StepProps) {
  const figure = open && figures.find(({ widget }) => widget === open.widget);
  return (
    <li data-move={move}>
      <p className="teach-when">
        <span>
          {from}–{from + minutes} min
        </span>{' '}
        <b>{moveWords[move]}</b>
      </p>
      <div>
        <p>
          <MarkedText text={words} />
        </p>
        {figure && (
          <p className="teach-open">
            {/* Loaded anew, as by a link from anywhere: a lesson shows the figure of its address only on arrival. */}
            <a href={addressOf(lesson, figure, open)}>
              Figure {figure.number}: {figure.title}
            </a>
            {open.state && ' (set for this step)'}
          </p>
        )}
      </div>
    </li>
  );
}

function addressOf({ slug }: Lesson, { number }: FigurePart, { widget, state }: FigureToOpen): string {
  return `${files}/learn/${slug}/${state ? writeLink('', widget, state) : `#figure-${number}`}`;
}
