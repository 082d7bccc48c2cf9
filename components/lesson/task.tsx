'use client';

import { type ReactNode, useSyncExternalStore } from 'react';
import { subscribeTasks, taskDone } from './tasks';

interface TaskProps {
  /** The name a widget reports it by: `reportTask(name)`. */
  readonly name: string;
  readonly children: ReactNode;
}

/** Something to do in the figure above; it ticks itself when the widget's state shows that it was done. */
export function Task({ name, children }: TaskProps) {
  const done = useSyncExternalStore(subscribeTasks, () => taskDone(name), () => false);
  return (
    <div className="task" data-task={name} data-done={done}>
      <svg className="task-box" viewBox="0 0 20 20" aria-hidden="true">
        <rect x="1.5" y="1.5" width="17" height="17" rx="2" />
        {done && <path d="M5 10.5 8.5 14 15 6.5" />}
      </svg>
      <div className="task-text">
        <span className="task-state" role="status">
          {done ? 'Done' : 'Try it'}
        </span>
        {children}
      </div>
    </div>
  );
}
