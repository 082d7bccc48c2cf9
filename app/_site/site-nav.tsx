'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

const places = [
  { href: '/', label: 'Course', within: /^\/(learn\/.*)?$/ },
  { href: '/lab/', label: 'Lab', within: /^\/lab\// },
  { href: '/device/', label: 'Device', within: /^\/device\// },
  { href: '/glossary/', label: 'Glossary', within: /^\/glossary\// },
] as const;

/** The four places of the site; the reader's own is marked. */
export function SiteNav() {
  const here = usePathname();
  return (
    <nav className="site-nav" aria-label="Site">
      {places.map(({ href, label, within }) => (
        <Link key={href} href={href} prefetch={false} aria-current={within.test(here) ? (here === href ? 'page' : 'true') : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
