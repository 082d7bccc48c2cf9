import { beforeEach, describe, expect, it, vi } from 'vitest';

const stored = new Map<string, string>();

beforeEach(() => {
  vi.resetModules();
  stored.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
    key: (index: number) => [...stored.keys()][index] ?? null,
    get length() {
      return stored.size;
    },
  });
});

describe('what is kept', () => {
  it('tells its listeners of each change, until they stop', async () => {
    const { keep, kept, subscribeKept } = await import('./kept');
    const heard = vi.fn();
    const stop = subscribeKept(heard);
    keep('guess-tokens', '9');
    keep('guess-tokens', null);
    expect(heard).toHaveBeenCalledTimes(2);
    expect(kept('guess-tokens')).toBeNull();
    stop();
    keep('guess-tokens', '9');
    expect(heard).toHaveBeenCalledTimes(2);
  });

  it('is forgotten whole, and nothing else with it', async () => {
    stored.set('theme', 'dark');
    const { forgetProgress, keep, keptKeys } = await import('./kept');
    keep('guess-tokens', '9');
    keep('check-what-happens-1', '2');
    keep('lesson-what-happens', 'finished');
    keep('tasks-done', '["a"]');
    expect(keptKeys()).toEqual(['check-what-happens-1', 'guess-tokens', 'lesson-what-happens', 'tasks-done']);
    forgetProgress();
    expect(keptKeys()).toEqual([]);
    expect([...stored]).toEqual([['theme', 'dark']]);
  });

  it('lives as long as the page where storage is refused', async () => {
    const refuse = () => {
      throw new Error('refused');
    };
    vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse, removeItem: refuse, key: refuse, length: 1 });
    const { forgetProgress, keep, kept, keptKeys } = await import('./kept');
    expect(kept('guess-tokens')).toBeNull();
    keep('guess-tokens', '9');
    expect([kept('guess-tokens'), keptKeys()]).toEqual(['9', ['guess-tokens']]);
    forgetProgress();
    expect(kept('guess-tokens')).toBeNull();
  });
});
