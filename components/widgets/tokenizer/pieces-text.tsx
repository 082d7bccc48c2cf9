import { visibleParts } from '../shared/visible-text';
import type { PieceGroup } from '../shared/piece-groups';

interface PiecesTextProps {
  readonly groups: readonly PieceGroup[];
  readonly direction: 'ltr' | 'rtl';
  readonly withIds: boolean;
}

/** A text as its tokens: two quiet tints by turns, a fine line between, the id under each; split characters held together by a bracket. */
export function PiecesText({ groups, direction, withIds }: PiecesTextProps) {
  return (
    <div className="pieces" dir={direction} data-ids={withIds || undefined}>
      {groups.map((group) => {
        const tokens = group.pieces.map((piece, index) => (
          <span key={index} className="piece" data-tint={(group.from + index) % 2} data-whole={piece.whole}>
            <span className="piece-text">
              {visibleParts(piece.text).map((part, position) => (part.isSign ? <span key={position} className="sign">{part.text}</span> : part.text))}
            </span>
            {withIds && <span className="piece-id">{piece.id}</span>}
          </span>
        ));
        if (!group.isSplit) return tokens;
        return (
          <span key={group.from} className="split-character">
            <span className="split-pieces">{tokens}</span>
            <span className="split-whole">{group.text}</span>
          </span>
        );
      })}
    </div>
  );
}
