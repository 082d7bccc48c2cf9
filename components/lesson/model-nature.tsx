import { type OwnModel, pocket5m } from '@/content/own-models';

/** What the model is, said wherever it writes. Given nothing, the course's own. */
export function ModelNature({ model = pocket5m }: { readonly model?: OwnModel }) {
  return (
    <p className="model-nature">
      <b>{Math.round(model.parameters / 1e6)}M parameters, trained on children’s stories:</b> it continues a text, it does not answer.
    </p>
  );
}
