'use client';

import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '@/components/ui';
import { forgetProgress, useKeptKeys } from './kept';

/** What this browser keeps of the reader's progress, in words, and a way to delete it all. */
export function ForgetProgress() {
  const keys = useKeptKeys();
  const [stage, setStage] = useState<'rest' | 'asked' | 'forgotten'>('rest');
  const words = useRef<HTMLSpanElement>(null);

  // The button that was pressed goes away: the focus stays with the words.
  const go = (next: 'rest' | 'asked' | 'forgotten') => {
    flushSync(() => {
      if (next === 'forgotten') forgetProgress();
      setStage(next);
    });
    words.current?.focus();
  };

  const nothing = keys === '';
  return (
    <p className="forget-progress">
      <span ref={words} tabIndex={-1} role="status">
        {stage === 'asked' && 'Guesses, answers, ticks and how far you have read, of all lessons: delete them? '}
        {stage === 'forgotten' && nothing && 'Forgotten. '}
        {stage !== 'asked' && (nothing ? 'This browser keeps nothing of your progress.' : 'Your progress is kept in this browser and nowhere else. ')}
      </span>{' '}
      {stage === 'asked' && (
        <>
          <Button onClick={() => go('forgotten')}>Delete it all</Button>{' '}
          <Button kind="quiet" onClick={() => go('rest')}>
            Keep it
          </Button>
        </>
      )}
      {stage !== 'asked' && !nothing && (
        <Button kind="quiet" onClick={() => go('asked')}>
          Forget my progress
        </Button>
      )}
    </p>
  );
}
