import localFont from 'next/font/local';

/*
 * Variable fonts from npm, Latin subset, served by ourselves. Serif and sans are preloaded; the mono arrives late and moves
 * nothing by it, for its fallback (styles/fallbacks.css) has the same advance width. The upright serif is the one with the
 * optical size axis: 70 KB more than the plain one, and what makes a headline of it a headline.
 */

export const sourceSerif = localFont({
  src: [
    { path: '../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-opsz-normal.woff2', style: 'normal', weight: '200 900' },
    { path: '../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-italic.woff2', style: 'italic', weight: '200 900' },
  ],
  variable: '--font-source-serif',
  display: 'swap',
  adjustFontFallback: false,
});

export const inter = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  variable: '--font-inter',
  weight: '100 900',
  display: 'swap',
  adjustFontFallback: false,
});

export const jetBrainsMono = localFont({
  src: '../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
  variable: '--font-jetbrains-mono',
  weight: '100 800',
  display: 'swap',
  preload: false,
  adjustFontFallback: false,
});
