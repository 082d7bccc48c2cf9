/** A model that this project trained and serves: a folder under public/models, run by our own engine. */
export interface OwnModel {
  /** Of its folder. */
  readonly name: string;
  /** Entries of all weight tensors. */
  readonly parameters: number;
  /** Of model.safetensors, which holds 16 bits a weight. */
  readonly fileBytes: number;
  /** What it is, in a few words. */
  readonly words: string;
}

export const pocket5m: OwnModel = { name: 'pocket-5m', parameters: 4_951_296, fileBytes: 9_908_568, words: 'the course’s model' };

/** Distilled from it, so that its guesses are most like its own: the one to draft. */
export const student: OwnModel = { name: 'pocket-1m', parameters: 1_049_728, fileBytes: 2_103_480, words: 'its student' };

/** The first is the one that pages load by themselves. All have one tokenizer. */
export const ownModels: readonly OwnModel[] = [
  pocket5m,
  student,
  { ...student, name: 'pocket-1m-scratch', words: 'the student’s twin, without a teacher' },
];

export const isOwnModel = (name: string): boolean => ownModels.some((model) => model.name === name);
