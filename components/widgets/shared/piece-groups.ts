import type { TokenPiece } from '@/lib/engine/generation/events';

/** Tokens that together make whole characters: one token as a rule, several where a character was split. */
export interface PieceGroup {
  readonly pieces: readonly TokenPiece[];
  /** The characters they make. */
  readonly text: string;
  readonly isSplit: boolean;
  /** Index of the first of them among all tokens. */
  readonly from: number;
}

/** Continuation bytes that the UTF-8 lead byte calls for; 0 for a character of one byte. */
function continuations(lead: number): number {
  if (lead >= 0xf0) return 3;
  if (lead >= 0xe0) return 2;
  return lead >= 0xc0 ? 1 : 0;
}

/** Pieces in groups that begin and end between characters. */
export function groupsOf(pieces: readonly TokenPiece[]): readonly PieceGroup[] {
  const groups: PieceGroup[] = [];
  let open: TokenPiece[] = [];
  let missing = 0;
  pieces.forEach((piece, index) => {
    open.push(piece);
    for (const byte of piece.bytes) missing = missing > 0 ? missing - 1 : continuations(byte);
    if (missing > 0) return;
    groups.push(groupOf(open, index + 1 - open.length));
    open = [];
  });
  if (open.length > 0) groups.push(groupOf(open, pieces.length - open.length));
  return groups;
}

function groupOf(pieces: readonly TokenPiece[], from: number): PieceGroup {
  const isSplit = pieces.some(({ whole }) => !whole);
  const text = isSplit ? new TextDecoder().decode(Uint8Array.from(pieces.flatMap(({ bytes }) => bytes))) : pieces.map((piece) => piece.text).join('');
  return { pieces, text, isSplit, from };
}
