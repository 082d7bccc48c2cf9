import { type OwnModel, ownModels, pocket5m } from '@/content/own-models';

interface ModelNatureProps {
  readonly model?: OwnModel;
  /** Of its folder: what a lesson, which imports nothing, says in place of the model. */
  readonly name?: string;
}

/** What the model is, said wherever it writes. Given nothing, the course's own. */
export function ModelNature({ name, model = ownModels.find((own) => own.name === name) ?? pocket5m }: ModelNatureProps) {
  return (
    <p className="model-nature">
      <b>{Math.round(model.parameters / 1e6)}M parameters, trained on children’s stories:</b> it continues a text, it does not answer.
    </p>
  );
}
