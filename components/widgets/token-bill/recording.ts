import { malformed, parseFile, type recordingVersion } from '@/lib/engine-client/recording';

/** How many tokens our tokenizer makes of the example prompts: known before the tokenizer is there. */
export interface TokenBillRecording {
  readonly version: typeof recordingVersion;
  readonly date: string;
  readonly device: string;
  readonly counts: readonly { readonly text: string; readonly tokens: number }[];
}

/** @throws EngineError `file-malformed` */
export function parseTokenBillRecording(text: string, name: string): TokenBillRecording {
  const { version, date, device, counts } = parseFile(text, name);
  const isCount = (entry: unknown): entry is TokenBillRecording['counts'][number] =>
    typeof entry === 'object' && entry !== null && 'text' in entry && typeof entry.text === 'string' && 'tokens' in entry && Number.isInteger(entry.tokens);
  if (!Array.isArray(counts) || !counts.every(isCount)) throw malformed(name, 'it does not count the tokens of its texts');
  return { version, date, device, counts };
}
