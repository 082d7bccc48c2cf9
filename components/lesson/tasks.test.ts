import { beforeEach, describe, expect, it, vi } from 'vitest';

const stored = new Map<string, string>();

beforeEach(() => {
  vi.resetModules();
  stored.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
});

describe('tasks', () => {
  it('tells its listeners once, and keeps what was done', async () => {
    const { reportTask, subscribeTasks, taskDone } = await import('./tasks');
    const heard = vi.fn();
    const stop = subscribeTasks(heard);
    reportTask('stepped');
    reportTask('stepped');
    expect(heard).toHaveBeenCalledTimes(1);
    expect([taskDone('stepped'), taskDone('branched')]).toEqual([true, false]);
    expect(stored.get('tasks-done')).toBe('["stepped"]');
    stop();
    reportTask('branched');
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('reads junk as nothing done', async () => {
    stored.set('tasks-done', '{"a":');
    const { taskDone } = await import('./tasks');
    expect(taskDone('a')).toBe(false);
  });

  it('works where storage is refused', async () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new Error('refused');
      },
      setItem: () => {
        throw new Error('refused');
      },
    });
    const { reportTask, taskDone } = await import('./tasks');
    reportTask('stepped');
    expect(taskDone('stepped')).toBe(true);
  });
});
