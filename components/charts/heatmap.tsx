'use client';

import './heatmap.css';
import { type CSSProperties, type KeyboardEvent, type MouseEvent, type ReactNode, useId } from 'react';

interface HeatmapLabel {
  readonly text: ReactNode;
  /** As it is read aloud. */
  readonly spoken: string;
}

interface Cell {
  readonly row: number;
  readonly column: number;
}

interface HeatmapProps {
  readonly label: string;
  readonly rows: readonly HeatmapLabel[];
  readonly columns: readonly HeatmapLabel[];
  /** Value of a cell, 0 to `fullAt`; null: there is none, and its place stays empty. */
  readonly valueOf: (row: number, column: number) => number | null;
  /** A value in words. */
  readonly textOf: (value: number) => string;
  /** Value of the strongest colour. Default 1. */
  readonly fullAt?: number;
  readonly selected: Cell;
  readonly onSelect?: (cell: Cell) => void;
  /** What rows and columns are, at the edges: `looks from`, `looks at`. */
  readonly rowWord: string;
  readonly columnWord: string;
  /** At the two ends of the key: `0%`, `100%`. */
  readonly ends: readonly [string, string];
}

/** More columns than this have no room for names on a phone. */
const fewColumns = 16;

/**
 * A table of values as colours. Boxes of the page and no SVG: they have their size before any script has measured one. Arrow keys move the
 * chosen cell, and say it; the numbers themselves are in the table of the frame round it.
 */
export function Heatmap({ label, rows, columns, valueOf, textOf, fullAt = 1, selected, onSelect, rowWord, columnWord, ends }: HeatmapProps) {
  const id = useId();
  const cellId = ({ row, column }: Cell) => `${id}-${row}-${column}`;
  const cellAt = ({ row, column }: Cell): Cell | null => {
    const inside = row >= 0 && row < rows.length && column >= 0 && column < columns.length;
    return inside && valueOf(row, column) !== null ? { row, column } : null;
  };
  const whenKeyPressed = (event: KeyboardEvent) => {
    const { row, column } = selected;
    const next = { ArrowUp: { row: row - 1, column }, ArrowDown: { row: row + 1, column }, ArrowLeft: { row, column: column - 1 }, ArrowRight: { row, column: column + 1 } }[event.key];
    if (!next || !onSelect) return;
    event.preventDefault();
    const cell = cellAt(next);
    if (cell) onSelect(cell);
  };
  const whenClicked = (event: MouseEvent) => {
    const { row, column } = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')?.dataset ?? {};
    if (row !== undefined && column !== undefined) onSelect?.({ row: Number(row), column: Number(column) });
  };
  return (
    <div className="heatmap" data-many={columns.length > fewColumns || undefined} style={{ '--columns': columns.length } as CSSProperties}>
      <p className="heatmap-word heatmap-word-columns" aria-hidden="true">
        {columnWord} →
      </p>
      <div className="heatmap-grid" role="grid" aria-label={`${label}. Arrow keys move from cell to cell.`} aria-activedescendant={cellId(selected)} tabIndex={onSelect ? 0 : -1} onKeyDown={whenKeyPressed} onClick={whenClicked}>
        <div role="row">
          <span role="columnheader" className="heatmap-word">
            {rowWord} ↓
          </span>
          {columns.map(({ text }, column) => (
            <span key={column} role="columnheader" className="heatmap-column" data-on={column === selected.column || undefined}>
              {text}
            </span>
          ))}
        </div>
        {rows.map(({ text }, row) => (
          <div key={row} role="row">
            <span role="rowheader" className="heatmap-row" data-on={row === selected.row || undefined}>
              {text}
            </span>
            {columns.map(({ spoken }, column) => {
              const value = valueOf(row, column);
              if (value === null) return <i key={column} role="gridcell" aria-label="none" />;
              const isSelected = row === selected.row && column === selected.column;
              return (
                <i
                  key={column}
                  id={isSelected ? cellId(selected) : undefined}
                  role="gridcell"
                  className="heatmap-cell"
                  aria-selected={isSelected}
                  aria-label={`${rows[row].spoken} ${columnWord} ${spoken}: ${textOf(value)}`}
                  data-row={row}
                  data-column={column}
                  style={{ '--share': Math.min(value / fullAt, 1) } as CSSProperties}
                />
              );
            })}
          </div>
        ))}
      </div>
      <p className="heatmap-key" aria-hidden="true">
        {ends[0]} <span className="heatmap-ramp" /> {ends[1]}
      </p>
    </div>
  );
}
