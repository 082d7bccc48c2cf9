declare module '*.mdx' {
  import type { ComponentType } from 'react';
  import type { MDXComponents } from 'mdx/types';

  /** A lesson's text; `components` are the tags it has beyond the vocabulary of mdx-components.tsx. */
  const Text: ComponentType<{ readonly components?: MDXComponents }>;
  export default Text;
}
