import Link from 'next/link';
import { curriculum, type Lesson } from '@/content/curriculum';
import { home } from '@/content/home';

const phaseWord: Record<Lesson['phase'], string> = { training: 'training', inference: 'inference', both: 'training and inference' };

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
            {phaseWord[lesson.phase]}
            <br />
            {lesson.published ? `${lesson.minutes} minutes` : home.unpublished}
          </p>
        </li>
      ))}
    </ol>
  );
}
