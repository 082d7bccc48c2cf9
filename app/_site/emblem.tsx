/** The site's mark: one block of training, then inference again and again. Always beside the name, so it says nothing itself. */
export function Emblem({ ticks = 5 }: { readonly ticks?: number }) {
  const width = 22 + ticks * 10;
  return (
    <svg className="emblem" viewBox={`0 0 ${width} 20`} aria-hidden="true">
      <rect className="emblem-training" width="20" height="20" />
      {Array.from({ length: ticks }, (_, tick) => (
        <rect key={tick} className="emblem-inference" x={26 + tick * 10} width="5" height="20" />
      ))}
    </svg>
  );
}
