import Link from 'next/link';
import { Emblem } from './emblem';
import { SiteNav } from './site-nav';
import { ThemeControl } from './theme-control';

/** The name, the four places, the theme. */
export function SiteHeader() {
  return (
    <header>
      <div className="sheet">
        <div className="site-bar">
          <Link href="/" className="site-name" prefetch={false}>
            <Emblem /> Forward Pass
          </Link>
          <SiteNav />
          <ThemeControl />
        </div>
      </div>
    </header>
  );
}
