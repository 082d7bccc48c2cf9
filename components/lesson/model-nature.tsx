/** What the model is, said wherever it writes. */
export function ModelNature() {
  return (
    <p className="model-nature">
      <b>5M parameters, trained on children’s stories:</b> it continues a text, it does not answer.
    </p>
  );
}
