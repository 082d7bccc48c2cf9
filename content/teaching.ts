import { whatHappensTeaching } from './teaching/what-happens';
import type { LessonTeaching } from './teaching/lesson-teaching';

export type { LessonTeaching, TeachingStep } from './teaching/lesson-teaching';

/** What a teacher needs for each published lesson, in the order of the course. */
export const teaching: readonly LessonTeaching[] = [whatHappensTeaching];
