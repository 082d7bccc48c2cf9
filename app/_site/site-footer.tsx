import Link from 'next/link';

const files = process.env.NEXT_PUBLIC_BASE_PATH ?? '';

/** What leaves the device (nothing), and under which licences all this is. */
export function SiteFooter() {
  return (
    <footer className="site-footer">
      <div className="sheet">
        <div className="site-imprint">
          <p>
            <strong>Nothing leaves your device.</strong> The model runs in this browser. No account, no cookies, no statistics, no other host unless you ask for one.
          </p>
          <p>
            Code under the{' '}
            <a href="https://opensource.org/license/mit" rel="license">
              MIT licence
            </a>
            , text under{' '}
            <a href="https://creativecommons.org/licenses/by/4.0/" rel="license">
              CC BY 4.0
            </a>
            .
          </p>
          <p>
            What the model is, what it was trained on, and its licence: the <a href={`${files}/models/pocket-5m/model-card.md`}>model card</a>.
            What others have published, and when: the{' '}
            <Link href="/sources/" prefetch={false}>
              sources
            </Link>
            .
            Speeds and costs of machines you do not have are calculated: <Link href="/economics/" prefetch={false}>predicted against published</Link>.
            How fast the engine is beside others:{' '}
            <Link href="/bench/" prefetch={false}>
              side by side
            </Link>
            . Each lesson as a class:{' '}
            <Link href="/teach/" prefetch={false}>
              for teachers
            </Link>
            .
          </p>
        </div>
      </div>
    </footer>
  );
}
