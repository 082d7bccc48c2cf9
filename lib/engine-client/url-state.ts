/** A widget's state as a link carries it. Files stay out. */
export interface LinkState {
  /** Up to `longestPrompt` characters; longer prompts are not put in links. */
  readonly prompt?: string;
  readonly settings?: Readonly<Record<string, number | string | boolean>>;
  /** The tokens after the prompt, so that a copy is exact on another device. */
  readonly tokens?: readonly number[];
}

/** What a link says about a widget: its state, or in words why it cannot be read, or null: nothing. */
export type ReadLink = { readonly state: LinkState; readonly problem: null } | { readonly state: null; readonly problem: string } | null;

export const longestPrompt = 2_000;

const longestEntry = 20_000;
const problem = 'The link is damaged or was cut off: this figure starts from its defaults.';

/** What `hash` (with or without its `#`) says about the widget `name`. Never throws: links come from anywhere. */
export function readLink(hash: string, name: string): ReadLink {
  const entry = entriesOf(hash).find((candidate) => candidate.startsWith(`${keyOf(name)}=`));
  if (entry === undefined) return null;
  const state = entry.length > longestEntry ? null : decodeState(entry.slice(entry.indexOf('=') + 1));
  return state ? { state, problem: null } : { state: null, problem };
}

/** `hash` with the widget's entry set, or removed by null; everything else in it stays as it is. */
export function writeLink(hash: string, name: string, state: LinkState | null): string {
  const others = entriesOf(hash).filter((entry) => !entry.startsWith(`${keyOf(name)}=`));
  const entries = state ? [...others, `${keyOf(name)}=${encodeState(state)}`] : others;
  return entries.length > 0 ? `#${entries.join('&')}` : '';
}

function keyOf(name: string): string {
  return `w.${name}`;
}

function entriesOf(hash: string): string[] {
  return hash.replace(/^#/, '').split('&').filter((entry) => entry !== '');
}

function encodeState({ prompt, settings, tokens }: LinkState): string {
  const compact = {
    v: 1,
    ...(prompt !== undefined && [...prompt].length <= longestPrompt ? { p: prompt } : {}),
    ...(settings ? { s: settings } : {}),
    ...(tokens && tokens.length > 0 ? { t: tokens.map((id) => id.toString(36)).join('.') } : {}),
  };
  let binary = '';
  for (const byte of new TextEncoder().encode(JSON.stringify(compact))) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function decodeState(text: string): LinkState | null {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const json = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
    const { v, p, s, t } = JSON.parse(json) as Record<string, unknown>;
    if (v !== 1) return null;
    if (p !== undefined && (typeof p !== 'string' || [...p].length > longestPrompt)) return null;
    if (s !== undefined && !isSettings(s)) return null;
    const tokens = t === undefined ? undefined : decodeTokens(t);
    if (tokens === null) return null;
    return { ...(p !== undefined && { prompt: p }), ...(s !== undefined && { settings: s }), ...(tokens && { tokens }) };
  } catch {
    return null;
  }
}

function decodeTokens(text: unknown): number[] | null {
  if (typeof text !== 'string' || !/^[0-9a-z]{1,5}(\.[0-9a-z]{1,5})*$/.test(text)) return null;
  return text.split('.').map((id) => Number.parseInt(id, 36));
}

function isSettings(value: unknown): value is Record<string, number | string | boolean> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((setting) => ['number', 'string', 'boolean'].includes(typeof setting));
}
