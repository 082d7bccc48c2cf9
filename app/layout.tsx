import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { SiteFooter } from './_site/site-footer';
import { SiteHeader } from './_site/site-header';
import { themeScript } from './_site/theme';
import { inter, jetBrainsMono, sourceSerif } from './fonts';
import './globals.css';

const description = 'How a language model is trained once and used ever after, explained with a small real one that runs in your own browser.';

export const metadata: Metadata = {
  // Addresses of pictures must be absolute: say where the site will be, or shared links show none.
  metadataBase: new URL(process.env.NEXT_PUBLIC_SITE_URL ?? 'http://localhost:3000'),
  title: { default: 'Forward Pass: training, inference, and a model that runs in your browser', template: '%s · Forward Pass' },
  description,
  applicationName: 'Forward Pass',
  // Title, description and picture are each page's own, or inherited; a page that sets openGraph itself loses the picture.
  openGraph: { type: 'website', siteName: 'Forward Pass', locale: 'en_GB' },
  twitter: { card: 'summary_large_image' },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
};

/** The frame of every page. */
export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    // The script in the head sets data-theme before React looks.
    <html lang="en-GB" className={`${sourceSerif.variable} ${inter.variable} ${jetBrainsMono.variable}`} suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body>
        <a className="skip-link" href="#content">
          Skip to the content
        </a>
        <SiteHeader />
        <main id="content" className="sheet" tabIndex={-1}>
          {children}
        </main>
        <SiteFooter />
      </body>
    </html>
  );
}
