/** What the reader can do afterwards; each item goes on from "Afterwards you can …". */
export function Goals({ items }: { readonly items: readonly string[] }) {
  return (
    <section className="goals" aria-labelledby="goals-title">
      <h2 id="goals-title">Afterwards you can</h2>
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </section>
  );
}
