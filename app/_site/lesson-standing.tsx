'use client';

import Link from 'next/link';
import { useStanding } from '@/components/lesson/standing';

/** How far the reader has come in a lesson, in this browser, with the way to its summary; empty while it is not begun. */
export function LessonStanding({ lesson }: { readonly lesson: string }) {
  const standing = useStanding(lesson);
  return (
    <span className="course-standing" data-standing={standing ?? 'none'}>
      {standing && (
        <>
          {standing === 'finished' ? 'you finished it' : 'you have begun it'} ·{' '}
          <Link href={`/learn/${lesson}/summary/`} prefetch={false}>
            summary
          </Link>
        </>
      )}
    </span>
  );
}
