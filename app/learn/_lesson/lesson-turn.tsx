import Link from 'next/link';
import { type Lesson, nextLesson, previousLesson } from '@/content/curriculum';
import { home } from '@/content/home';

/** To what the reader takes home, to the lesson before and to the one after; one that has no page yet is named, not linked. */
export function LessonTurn({ lesson }: { readonly lesson: Lesson }) {
  return (
    <nav className="lesson-turn" aria-label="Summary, and the lessons before and after">
      <p className="turn-summary">
        <Link className="turn-title" href={`/learn/${lesson.slug}/summary/`} prefetch={false}>
          Your summary of this lesson
        </Link>
        <span className="turn-label">What it found, what you guessed and did, and its words: on a page or two, for paper too</span>
      </p>
      <Neighbour label="Before" lesson={previousLesson(lesson)} />
      <Neighbour label="Next" lesson={nextLesson(lesson)} className="turn-next" />
    </nav>
  );
}

function Neighbour({ label, lesson, className }: { readonly label: string; readonly lesson?: Lesson; readonly className?: string }) {
  if (!lesson) {
    return (
      <p className={className}>
        <span className="turn-label">{label}</span>
        <Link className="turn-title" href="/">
          The course
        </Link>
      </p>
    );
  }
  const name = `${lesson.number}. ${lesson.title}`;
  return (
    <p className={className}>
      <span className="turn-label">{lesson.published ? label : `${label}, ${home.unpublished}`}</span>
      {lesson.published ? (
        <Link className="turn-title" href={`/learn/${lesson.slug}/`}>
          {name}
        </Link>
      ) : (
        <span className="turn-title">{name}</span>
      )}
    </p>
  );
}
