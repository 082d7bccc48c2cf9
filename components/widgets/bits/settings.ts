import type { Precision } from '@/lib/engine/generation/precision';
import { precisions } from '@/lib/engine/pure';
import type { LinkState } from '@/lib/engine-client/url-state';
import type { BitsSettings } from './frame';
import type { Block } from './matrix';

export const blocks: readonly { readonly value: `${Block}`; readonly block: Block; readonly label: string }[] = [
  { value: '8', block: 8, label: '8' },
  { value: '32', block: 32, label: '32' },
  { value: 'row', block: 'row', label: 'a row' },
  { value: 'tensor', block: 'tensor', label: 'all' },
];

/** What one weight can be multiplied by, in the slider's order. */
export const factors: readonly number[] = [1, 2, 4, 8, 16, 32, 64];

export const startSettings: BitsSettings = { precision: 'q4', block: 32, factor: 1, place: { row: 0, column: 0 } };

/** As a link carries it. */
export const linkOf = ({ precision, block, factor, place }: BitsSettings): LinkState => ({ settings: { precision, block: String(block), factor, row: place.row, column: place.column } });

/** What a link says, with the start settings for what it does not say or says wrongly. */
export function settingsOfLink({ settings = {} }: LinkState, { rows, columns }: { readonly rows: number; readonly columns: number }): BitsSettings {
  const { precision, block, factor, row, column } = settings;
  const within = (value: unknown, end: number): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < end;
  return {
    precision: precisions.find((each: Precision) => each === precision) ?? startSettings.precision,
    block: blocks.find(({ value }) => value === block)?.block ?? startSettings.block,
    factor: factors.find((each) => each === factor) ?? 1,
    place: within(row, rows) && within(column, columns) ? { row, column } : startSettings.place,
  };
}
