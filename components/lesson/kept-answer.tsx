'use client';

import type { ReactNode } from 'react';
import { answerKey, useKept } from './kept';

interface KeptAnswerProps {
  /** Slug of the lesson. */
  readonly lesson: string;
  /** The question's number in it, from 1. */
  readonly question: number;
  readonly answers: readonly { readonly text: ReactNode; readonly right?: boolean }[];
}

/** What the reader answered to a question of a lesson's check, if anything. */
export function KeptAnswer({ lesson, question, answers }: KeptAnswerProps) {
  const kept = useKept(answerKey(lesson, question));
  const answer = kept === null ? undefined : answers[Number(kept)];
  if (!answer) return <p className="kept-answer">You have not answered it yet.</p>;
  return (
    <p className="kept-answer" data-right={answer.right ?? false}>
      {answer.right ? 'You had it right.' : <>You said: {answer.text}</>}
    </p>
  );
}
