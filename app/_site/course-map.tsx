import Link from 'next/link';
import { Phase } from '@/components/lesson/phase';
import { curriculum, type Lesson } from '@/content/curriculum';
import { home } from '@/content/home';
import { lessonSource, partsOf } from './lesson-parts';
import { LessonStanding } from './lesson-standing';

/** The phase in words, each word in its colour. */
function PhaseWords({ phase }: { readonly phase: Lesson['phase'] }) {
  if (phase !== 'both') return <Phase of={phase}>{phase}</Phase>;
  return (
    <>
      <Phase of="training">training</Phase> and <Phase of="inference">inference</Phase>
    </>
  );
}

/** The lessons as a table of contents: what each lets you do, and how far the reader has come; what has no page yet says so. */
export function CourseMap() {
  return (
    <ol>
      {curriculum.map((lesson) => (
        <li key={lesson.slug} className="course-row" data-phase={lesson.phase} data-published={lesson.published || undefined}>
          <span className="lesson-number" aria-hidden="true">
            {lesson.number}
          </span>
          <h3 className="course-title">{lesson.published ? <Link href={`/learn/${lesson.slug}/`}>{lesson.title}</Link> : lesson.title}</h3>
          <div className="course-promise">
            <p>{lesson.promise}</p>
            {lesson.published && <LessonContents lesson={lesson} />}
          </div>
          <p className="course-about">
            <PhaseWords phase={lesson.phase} />
            <br />
            {lesson.published ? `${lesson.minutes} minutes` : home.unpublished}
            {lesson.published && <LessonStanding lesson={lesson.slug} />}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** What a lesson is good for, and its figures by their findings. */
async function LessonContents({ lesson }: { readonly lesson: Lesson }) {
  const { figures } = await partsOf(await lessonSource(lesson));
  return (
    <>
      <p className="course-afterwards">Afterwards you can</p>
      <ul className="course-goals">
        {lesson.goals.map((goal) => (
          <li key={goal}>{goal}</li>
        ))}
      </ul>
      <details className="course-figures">
        <summary>Its {figures.length} figures</summary>
        <ol>
          {figures.map(({ number, title }) => (
            <li key={number}>
              <Link href={`/learn/${lesson.slug}/#figure-${number}`} prefetch={false}>
                {title}
              </Link>
            </li>
          ))}
        </ol>
      </details>
    </>
  );
}
