import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { publishedFigures } from '@/content/published-figures';
import { pagesShowing, usageIn } from './usage';

const usage = usageIn(fileURLToPath(new URL('../../', import.meta.url)));

describe('which page shows which figures', () => {
  it('knows every page but this one', () => {
    expect([...usage.keys()]).toEqual(expect.arrayContaining(['/', '/device/', '/glossary/', '/lab/', '/learn/what-happens/']));
    expect([...usage.keys()]).not.toContain('/sources/');
  });

  it('follows a page’s imports to the tables it reads', () => {
    expect(pagesShowing([{ kind: 'table', table: 'content/model-shapes' }], usage)).toContain('/device/');
    expect(pagesShowing([{ kind: 'table', table: 'content/model-shapes' }], usage)).not.toContain('/');
    expect(pagesShowing([{ kind: 'table', table: 'content/hub-models' }], usage)).toEqual(['/lab/']);
  });

  it('finds the facts that a lesson quotes, and no others', () => {
    expect(pagesShowing([{ kind: 'fact', id: 'gpt-5-input-price' }], usage)).toEqual(['/learn/what-happens/']);
    expect(usage.get('/glossary/')).toEqual({ tables: new Set(), facts: new Set() });
  });

  it('finds a page for each fact that is published', () => {
    const quoted = publishedFigures.filter(({ origins }) => origins.some(({ kind }) => kind === 'fact'));
    expect(quoted.length).toBeGreaterThan(10);
    for (const { what, origins } of quoted) expect(pagesShowing(origins, usage), what).not.toEqual([]);
  });
});
