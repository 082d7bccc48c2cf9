'use client';

import { useEffect, useState } from 'react';
import { Select } from '@/components/ui';
import { type Theme, themeKey, themes } from './theme';

/** Light, dark, projector, or as the system has it; kept in this browser. */
export function ThemeControl() {
  const [theme, setTheme] = useState<Theme>('system');

  // What the script in the head found, known only in the browser.
  useEffect(() => {
    setTheme((document.documentElement.dataset.theme as Theme | undefined) ?? 'system');
  }, []);

  const choose = (next: Theme) => {
    setTheme(next);
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    try {
      if (next === 'system') localStorage.removeItem(themeKey);
      else localStorage.setItem(themeKey, next);
    } catch {
      // Storage refused: the choice lives as long as the page.
    }
  };

  return (
    <div className="theme-control">
      <Select label="Theme" value={theme} options={themes} onChange={choose} />
    </div>
  );
}
