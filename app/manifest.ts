import type { MetadataRoute } from 'next';

export const dynamic = 'force-static';

const root = process.env.NEXT_PUBLIC_BASE_PATH ?? '';

/** What a phone's home screen needs to know. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: 'Forward Pass',
    description: 'Training and inference, explained with a real language model in your browser.',
    start_url: `${root}/`,
    display: 'browser',
    background_color: '#fcfaf6',
    theme_color: '#fcfaf6',
    icons: [{ src: `${root}/icon.svg`, sizes: 'any', type: 'image/svg+xml' }],
  };
}
