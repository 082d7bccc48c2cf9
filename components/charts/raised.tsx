const signs = '⁰¹²³⁴⁵⁶⁷⁸⁹⁻';
const plain = (raised: string): string => [...raised].map((sign) => '0123456789−'[signs.indexOf(sign)]).join('');
/** Every second part is a raised one. */
const partsOf = (text: string): readonly string[] => text.split(new RegExp(`([${signs}]+)`, 'u'));

interface RaisedProps {
  /** With its powers as raised signs: `3.80 × 10²⁵`. */
  readonly text: string;
}

/** Powers set with the digits of the text’s own font: of the raised signs it has only ¹, ² and ³, and the rest would come from another. */
export function Raised({ text }: RaisedProps) {
  return partsOf(text).map((part, place) =>
    place % 2 === 0 ? part : (
      <sup key={place}>
        {plain(part)}
      </sup>
    ),
  );
}

/** The same inside an SVG’s `text`, which knows no `sup`. */
export function RaisedInDrawing({ text }: RaisedProps) {
  return partsOf(text).map((part, place) =>
    place % 2 === 0 ? part : (
      <tspan key={place} dy="-0.4em" fontSize="0.75em">
        {plain(part)}
      </tspan>
    ),
  );
}
