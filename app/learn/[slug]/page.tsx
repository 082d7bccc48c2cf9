import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { lessonSource } from '@/app/_site/lesson-parts';
import { Goals } from '@/components/lesson/goals';
import { headingsOf } from '@/components/lesson/headings';
import { curriculum, type Lesson, lessonFile, lessonOf } from '@/content/curriculum';
import { ContentsList } from './contents-list';
import { FigureOfLink } from './figure-of-link';
import { LessonTurn } from './lesson-turn';
import { StandingWatch } from './standing-watch';

interface LessonPageProps {
  readonly params: Promise<{ readonly slug: string }>;
}

export const dynamicParams = false;

export function generateStaticParams() {
  return curriculum.filter(({ published }) => published).map(({ slug }) => ({ slug }));
}

async function lessonIn({ params }: LessonPageProps): Promise<Lesson> {
  return lessonOf((await params).slug) ?? notFound();
}

export async function generateMetadata(props: LessonPageProps): Promise<Metadata> {
  const { title, promise } = await lessonIn(props);
  return { title, description: promise };
}

/** A lesson: head, goals, contents, text, and the way on. */
export default async function LessonPage(props: LessonPageProps) {
  const lesson = await lessonIn(props);
  const { default: Text } = await import(`@/content/lessons/${lessonFile(lesson)}.mdx`);
  const headings = headingsOf(await lessonSource(lesson));
  return (
    <article className="lesson">
      <div className="reading-progress" />
      <header className="lesson-head">
        <span className="lesson-number lesson-numeral" data-phase={lesson.phase} aria-hidden="true">
          {lesson.number}
        </span>
        <p className="lesson-about">
          Lesson {lesson.number} of {curriculum.length} · {lesson.minutes} minutes
        </p>
        <h1 className="lesson-title">{lesson.title}</h1>
        <p className="standfirst">{lesson.promise}</p>
      </header>
      <nav className="contents-wide" aria-label="In this lesson">
        <ContentsList headings={headings} />
      </nav>
      <div className="lesson-text prose">
        <details className="contents-narrow">
          <summary>In this lesson</summary>
          <nav aria-label="In this lesson">
            <ContentsList headings={headings} />
          </nav>
        </details>
        <Goals items={lesson.goals} />
        <Text />
      </div>
      <LessonTurn lesson={lesson} />
      <FigureOfLink />
      <StandingWatch lesson={lesson.slug} />
    </article>
  );
}
