import createMDX from '@next/mdx';

/** Sub-path the site is hosted under, for example `/forward-pass` on GitHub Pages. Empty: the host's root. */
const basePath = process.env.NEXT_PUBLIC_BASE_PATH ?? '';

/** @type {import('next').NextConfig} */
const nextConfig = {
  output: 'export',
  basePath,
  trailingSlash: true,
  reactStrictMode: true,
  poweredByHeader: false,
  pageExtensions: ['ts', 'tsx', 'mdx'],
  images: { unoptimized: true },
  // Types are checked by `npm run types` (TypeScript 7's compiler), once, over tests too.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // From 50,000: what the home page and a lesson share was else laid into a chunk of each, and a lesson, which prefetches
    // the home page, downloaded it twice (7.6 KB). Measured by e2e/pages/weight.spec.ts; 10,000 is larger again.
    turbopackChunking: { minChunkSize: 20_000 },
  },
  turbopack: {
    rules: {
      // The engine's copy of a shader is bare; `.wgsl?raw` is the file as it was written, for readers. As in scripts/vite-wgsl.mjs.
      '*.wgsl': [
        { condition: { query: '?raw' }, loaders: ['raw-loader'], as: '*.js' },
        { condition: { not: { query: '?raw' } }, loaders: ['./scripts/wgsl-loader.mjs'], as: '*.js' },
      ],
    },
  },
};

// Plugins by name: Turbopack passes loader options as JSON, so functions cannot cross.
const withMDX = createMDX({ options: { remarkPlugins: ['remark-gfm'] } });

export default withMDX(nextConfig);
