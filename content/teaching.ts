import { costTeaching } from './teaching/cost';
import { latencyTeaching } from './teaching/latency';
import type { LessonTeaching } from './teaching/lesson-teaching';
import { quantisationTeaching } from './teaching/quantisation';
import { twoPhasesTeaching } from './teaching/two-phases';
import { whatHappensTeaching } from './teaching/what-happens';

export type { LessonTeaching, TeachingStep } from './teaching/lesson-teaching';

/** What a teacher needs for each published lesson, in the order of the course. */
export const teaching: readonly LessonTeaching[] = [twoPhasesTeaching, whatHappensTeaching, latencyTeaching, costTeaching, quantisationTeaching];
