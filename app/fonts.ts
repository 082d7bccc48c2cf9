import localFont from 'next/font/local';

/*
 * Variable fonts from npm, served by ourselves. What the site's words need of serif and sans is preloaded, cut down by _fonts/make.py; italics and
 * rarer letters are further faces of the same families, in styles/fonts.css, fetched where they are used. The mono arrives late and moves nothing
 * by it, for its fallback (styles/fallbacks.css) has the same advance width. The upright serif is the one with the optical size axis: it is what
 * makes a headline of it a headline.
 */

/** The name of the constant is the family's name in the style sheet: styles/fonts.css goes on from it. */
export const sourceSerif = localFont({
  src: './_fonts/serif.woff2',
  variable: '--font-source-serif',
  weight: '400 700',
  display: 'swap',
  adjustFontFallback: false,
  declarations: [{ prop: 'unicode-range', value: 'U+20-7E, U+A0, U+A3, U+B2, U+B3, U+B5, U+B7, U+B9, U+BC-BE, U+D7, U+E9, U+F7, U+2013, U+2014, U+2018-201D, U+2026, U+20AC, U+2191, U+2193, U+2212' }],
});

export const inter = localFont({
  src: './_fonts/sans.woff2',
  variable: '--font-inter',
  weight: '400 700',
  display: 'swap',
  adjustFontFallback: false,
  declarations: [{ prop: 'unicode-range', value: 'U+20-7E, U+A0, U+A3, U+B2, U+B3, U+B5, U+B7, U+B9, U+BC-BE, U+D7, U+E9, U+F7, U+2013, U+2014, U+2018-201D, U+2026, U+20AC, U+2191, U+2193, U+2212' }],
});

export const jetBrainsMono = localFont({
  src: '../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
  variable: '--font-jetbrains-mono',
  weight: '100 800',
  display: 'swap',
  preload: false,
  adjustFontFallback: false,
});
