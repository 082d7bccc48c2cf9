import type { Prefill } from '@/lib/engine-client/generation-state';

/** What of the prompt had to be computed, block by block: the rest was in the cache already. */
export function PrefixStrip({ prefill }: { readonly prefill: Prefill }) {
  const { computedTokens, reusedTokens, invalidatedTokens, blocks } = prefill;
  if (blocks.length === 0) return null;
  return (
    <figure className="prefix">
      <figcaption>{wordsOf(computedTokens, reusedTokens, invalidatedTokens)}</figcaption>
      <div className="prefix-blocks" aria-hidden="true">
        {blocks.map(({ firstPosition, tokens, reusedTokens: reused, invalidatedTokens: invalidated }) => (
          <span key={firstPosition} className="prefix-block" style={{ flexGrow: tokens }} data-block={reused === tokens ? 'reused' : reused > 0 ? 'partly' : 'computed'}>
            <span className="prefix-reused" style={{ width: `${(reused / tokens) * 100}%` }} />
            {invalidated > 0 && <span className="prefix-invalidated" style={{ width: `${(invalidated / tokens) * 100}%` }} />}
          </span>
        ))}
      </div>
    </figure>
  );
}

function wordsOf(computed: number, reused: number, invalidated: number): string {
  const total = computed + reused;
  const read = reused === 0 ? `All ${total} tokens before the first new one were computed.` : `Of ${total} tokens before the first new one, ${reused} were in the cache already (pale) and ${computed} were computed (full).`;
  return invalidated > 0 ? `${read} ${invalidated} cached ${invalidated === 1 ? 'place was' : 'places were'} overwritten (hatched).` : read;
}
