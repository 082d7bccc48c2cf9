/**
 * Numbers in a lesson's sentences that say nothing of where they come from. A figure is a `<Fact>`; every other number must be one of the few
 * kinds below, or one of the lesson's own that scripts/lint/plain-numbers.mjs lists with the reason.
 */

const months = 'January|February|March|April|May|June|July|August|September|October|November|December';

/** Kinds of numbers that are no figures, in every lesson: names of things, and places in the course. */
export const plainKinds = [
  { kind: 'a date or a year', pattern: new RegExp(`\\b(?:\\d{1,2} )?(?:(?:${months}) )?(?:19|20)\\d\\d\\b`, 'g') },
  { kind: 'a figure or a lesson', pattern: /\b(?:[Ff]igures?|[Ll]essons?) \d+(?:(?: and |, )\d+)*\b/g },
  { kind: 'the name of a precision', pattern: /\b(?:f32|f16|bf16|q8a8|q8|q4|q2|int8|int4|fp32|fp16|fp8|FP32|FP16|BF16|FP8|FP4|INT8|INT4)\b/g },
  {
    kind: 'the name of a model',
    pattern:
      /\b(?:GPT-\d(?:\.\d)?|GPT-4o|(?:Claude )?(?:Sonnet|Opus|Haiku) \d(?:\.\d)?|Gemini \d(?:\.\d)?|Llama[ -]\d(?:\.\d)?(?:[ -]\d+B)?|Mistral \d+B|Mixtral \d+x\d+B|Qwen ?\d(?:\.\d)?(?:-\d+(?:\.\d+)?B)?|Gemma \d(?:[ -]\d+B)?|DeepSeek[ -](?:V|R)\d(?:\.\d)?|(?<=DeepSeek[^.]*)V3|SmolLM2?(?:-\d+[MB])?|TinyLlama(?:-\d\.\dB)?|Phi-\d|pocket-\d+m(?:-scratch)?|(?<=Llama[^.]*\band )\d+B)\b/g,
  },
  { kind: 'the name of a device', pattern: /\b(?:H100s?|H200|A100s?|A10G?|L4|L40S?|T4|V100|B200|(?:RTX )?[345]0[6-9]0|MI300X|M[1-4](?: (?:Pro|Max|Ultra))?)\b/g },
  { kind: 'a percentile, or a hash, by its name', pattern: /\b(?:p50|p90|p95|p99|SHA-256)\b/g },
  { kind: 'a setting named', pattern: /\b(?:temperature|seed) \d+(?:\.\d+)?\b/gi },
  { kind: 'the whole', pattern: /\b100%/g },
];

/** The same length in spaces, so that lines stay. */
const blank = (text) => text.replaceAll(/[^\n]/g, ' ');

/**
 * What a reader reads of a lesson, all else in spaces: no code, no tags' names, no attributes that are settings, no addresses, no list numbers.
 * A question, a takeaway, an answer's words are prose, though they stand in attributes and expressions.
 * @param {string} mdx
 */
export function proseOf(mdx) {
  return mdx
    .replaceAll(/^(```|~~~)[\s\S]*?^\1[^\n]*$/gm, blank)
    .replaceAll(/`[^`\n]+`/g, blank)
    .replaceAll(/\b(?:id|name|number|of|case|model|kind)=(?:"[^"]*"|\{[^}]*\})/g, blank)
    .replaceAll(/<\/?[A-Za-z][\w.]*/g, blank)
    .replaceAll(/\]\([^)]*\)/g, blank)
    .replaceAll(/^\s*\d+\. /gm, blank);
}

/**
 * The numbers of a lesson that are neither a fact nor of a plain kind, each with the line and the words around it.
 * @param {string} mdx
 * @param {readonly { text: string, why: string }[]} [plain] the lesson's own, as they stand in it
 * @returns {{ bare: readonly { number: string, line: number, words: string }[], unused: readonly string[] }} `unused`: of `plain`, what is not there
 */
export function bareNumbers(mdx, plain = []) {
  // A space that does not break a line is a space.
  const source = mdx.replaceAll('\u00a0', ' ');
  let rest = source;
  const unused = [];
  for (const { text } of plain) {
    if (rest.includes(text)) rest = rest.replaceAll(text, blank);
    else unused.push(text);
  }
  const whole = proseOf(source);
  let prose = proseOf(rest);
  for (const { pattern } of plainKinds) prose = prose.replaceAll(pattern, blank);
  const bare = [...prose.matchAll(/[\p{L}$€£]*\d[\p{L}\d.,%×–-]*/gu)].map(({ index, 0: found }) => ({
    number: found.replace(/[.,–-]+$/, ''),
    line: prose.slice(0, index).split('\n').length,
    words: whole.slice(Math.max(0, index - 40), index + found.length + 40).replaceAll(/\s+/g, ' ').trim(),
  }));
  return { bare, unused };
}
