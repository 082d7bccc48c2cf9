/** How the pages look; `system` follows the reader's system between light and dark. */
export type Theme = 'system' | 'light' | 'dark' | 'projector';

export const themes: readonly { readonly value: Theme; readonly label: string }[] = [
  { value: 'system', label: 'As system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'projector', label: 'Projector' },
];

export const themeKey = 'theme';

/** Runs in the head, before anything is drawn, so that no reader sees the wrong theme first. */
export const themeScript = `try{var t=localStorage.getItem('${themeKey}');if(t==='light'||t==='dark'||t==='projector')document.documentElement.dataset.theme=t}catch(e){}`;
