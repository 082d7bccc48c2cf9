import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { lessonSource } from '@/app/_site/lesson-parts';
import { Goals } from '@/components/lesson/goals';
import { headingsOf } from '@/components/lesson/headings';
import { curriculum, type Lesson, lessonOf } from '@/content/curriculum';
import { ContentsList } from './contents-list';
import { FigureOfLink } from './figure-of-link';
import { LessonTurn } from './lesson-turn';
import { StandingWatch } from './standing-watch';

/** @throws where the curriculum has no such lesson, or says that it has no page yet */
function publishedLesson(slug: string): Lesson {
  const lesson = lessonOf(slug);
  if (!lesson?.published) throw new Error(`${slug} is no published lesson of content/curriculum.ts, so it has no page.`);
  return lesson;
}

export function lessonMetadata(slug: string): Metadata {
  const { title, promise } = publishedLesson(slug);
  return { title, description: promise };
}

/** A lesson: head, goals, contents, its text as children, and the way on. */
export async function LessonPage({ slug, children }: { readonly slug: string; readonly children: ReactNode }) {
  const lesson = publishedLesson(slug);
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
        {children}
      </div>
      <LessonTurn lesson={lesson} />
      <FigureOfLink />
      <StandingWatch lesson={lesson.slug} />
    </article>
  );
}
