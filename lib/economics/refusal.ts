import type { Refusal } from './request';

export function refusal(code: Refusal['code'], message: string, remedy: string): Refusal {
  return { kind: 'refusal', code, message, remedy };
}

export function isRefusal<Answer>(answer: Answer | Refusal): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'refusal';
}

/** The first that is one; undefined where all is well. */
export function firstRefusal(...checks: readonly (Refusal | undefined)[]): Refusal | undefined {
  return checks.find((check) => check !== undefined);
}

/** Several answers at once, or the first refusal among them: `const parts = together({ weights, cache }); if (isRefusal(parts)) return parts;` */
export function together<Answers extends Readonly<Record<string, unknown>>>(answers: Answers): { readonly [Name in keyof Answers]: Exclude<Answers[Name], Refusal> } | Refusal {
  const refused = Object.values(answers).find((answer): answer is Refusal => isRefusal(answer));
  return refused ?? (answers as { readonly [Name in keyof Answers]: Exclude<Answers[Name], Refusal> });
}
