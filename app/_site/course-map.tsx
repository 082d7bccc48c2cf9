import Link from 'next/link';
import { Phase } from '@/components/lesson/phase';
import { curriculum, type Lesson } from '@/content/curriculum';
import { home } from '@/content/home';

/** The phase in words, each word in its colour. */
function PhaseWords({ phase }: { readonly phase: Lesson['phase'] }) {
  if (phase !== 'both') return <Phase of={phase}>{phase}</Phase>;
  return (
    <>
      <Phase of="training">training</Phase> and <Phase of="inference">inference</Phase>
    </>
  );
}

/** The lessons as a table of contents; what has no page yet says so. */
export function CourseMap() {
  return (
    <ol>
      {curriculum.map((lesson) => (
        <li key={lesson.slug} className="course-row" data-phase={lesson.phase} data-published={lesson.published || undefined}>
          <span className="lesson-number" aria-hidden="true">
            {lesson.number}
          </span>
          <h3 className="course-title">{lesson.published ? <Link href={`/learn/${lesson.slug}/`}>{lesson.title}</Link> : lesson.title}</h3>
          <p className="course-promise">{lesson.promise}</p>
          <p className="course-about">
            <PhaseWords phase={lesson.phase} />
            <br />
            {lesson.published ? `${lesson.minutes} minutes` : home.unpublished}
          </p>
        </li>
      ))}
    </ol>
  );
}
