import { EngineError } from '../errors';
import { foreignDtypes, modelFileName, type ForeignDtype } from './foreign-dtype';
import { ask, refusedFile, type ForeignFile } from './foreign-file';

/** Where the hub is. Its large files are sent on from hosts of its own. */
export const hubOrigin = 'https://huggingface.co';

/** One way to load a model of the hub: the files it takes and what they weigh. */
export interface HubChoice {
  readonly dtype: ForeignDtype;
  readonly totalBytes: number;
  readonly files: readonly ForeignFile[];
}

/** A model as the hub describes it now. */
export interface HubModel {
  readonly repository: string;
  /** The commit that the files are of. */
  readonly revision: string;
  /** Smallest first. */
  readonly choices: readonly HubChoice[];
}

interface HubQuestion {
  readonly fetch?: typeof fetch;
  readonly signal?: AbortSignal;
}

const neededFiles = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
const welcomeFiles = ['generation_config.json', 'chat_template.jinja'];

/**
 * Asks the hub what a model's files are and what they weigh: one request, of a few kilobytes. Nothing is asked before the reader has.
 * @throws EngineError `invalid-request` for a name that is none; `file-missing` where there is no such public model, or none in
 * a form that transformers.js reads; `model-gated`; `network`; `file-malformed`
 */
export async function describeHubModel(repository: string, { fetch: fetcher = fetch, signal = new AbortController().signal }: HubQuestion = {}): Promise<HubModel> {
  const name = checkedName(repository);
  const url = `${hubOrigin}/api/models/${name}?blobs=true`;
  const response = await ask(fetcher, url, signal);
  if (!response.ok) throw refusedModel(name, url, response);
  const answer = await readAnswer(response, name, signal);
  if (answer.gated) throw gated(name);
  const listed = new Map(answer.siblings.map((sibling) => [sibling.rfilename, fileOf(name, answer.sha, sibling)]));
  for (const needed of neededFiles) if (!listed.has(needed)) throw notForUs(name, needed);
  const common = [...neededFiles, ...welcomeFiles].flatMap((path) => listed.get(path) ?? []);
  const choices = (Object.keys(foreignDtypes) as ForeignDtype[]).flatMap((dtype) => {
    const weights = weightFiles(listed, dtype);
    return weights.length === 0 ? [] : [choiceOf(name, dtype, [...common, ...weights])];
  });
  if (choices.length === 0) throw notForUs(name, modelFileName('fp32'));
  return { repository: name, revision: answer.sha, choices: choices.toSorted((a, b) => a.totalBytes - b.totalBytes) };
}

/** A model's name on the hub, `owner/name`, trimmed; a pasted address of its page will do. */
function checkedName(repository: string): string {
  const name = repository.trim().replace(/^https:\/\/huggingface\.co\//, '').replace(/\/$/, '');
  if (/^[\w.-]{1,96}\/[\w.-]{1,96}$/.test(name) && !/\.\.|--/.test(name)) return name;
  throw new EngineError('invalid-request', `"${name}" is no name of a model on the Hugging Face hub.`, 'Give its owner and its name with a slash between them, as in HuggingFaceTB/SmolLM2-135M-Instruct.', { repository: name });
}

interface Sibling {
  readonly rfilename: string;
  readonly size?: number;
  readonly lfs?: { readonly sha256?: string; readonly size?: number };
}

interface HubAnswer {
  readonly sha: string;
  readonly gated: boolean;
  readonly siblings: readonly Sibling[];
}

async function readAnswer(response: Response, repository: string, signal: AbortSignal): Promise<HubAnswer> {
  const answer: unknown = await response.json().catch(() => null);
  signal.throwIfAborted();
  const { sha, gated: gate, siblings } = (answer ?? {}) as Record<string, unknown>;
  if (typeof sha !== 'string' || !Array.isArray(siblings) || !siblings.every((each) => typeof each?.rfilename === 'string')) {
    throw new EngineError('file-malformed', `The hub's description of ${repository} cannot be read.`, 'The hub may have changed, or something stands in between. Try again later.', { repository });
  }
  return { sha, gated: Boolean(gate), siblings };
}

function fileOf(repository: string, revision: string, { rfilename, size, lfs }: Sibling): ForeignFile {
  const path = rfilename.split('/').map(encodeURIComponent).join('/');
  return { url: `${hubOrigin}/${repository}/resolve/${encodeURIComponent(revision)}/${path}`, name: rfilename, bytes: lfs?.size ?? size ?? null, sha256: lfs?.sha256 ?? null };
}

/** The model's file and those with its weights, in the order in which ONNX Runtime counts them. */
function weightFiles(listed: ReadonlyMap<string, ForeignFile>, dtype: ForeignDtype): ForeignFile[] {
  const core = modelFileName(dtype);
  const own = listed.get(core);
  if (!own) return [];
  const chunks = [...listed.values()].filter(({ name }) => name.startsWith(`${core}_data`));
  return [own, ...chunks.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))];
}

function choiceOf(repository: string, dtype: ForeignDtype, files: readonly ForeignFile[]): HubChoice {
  const unknown = files.find(({ bytes }) => bytes === null);
  if (unknown) throw new EngineError('file-malformed', `The hub does not tell the size of ${unknown.name} of ${repository}.`, 'Try again later, or choose another model.', { repository });
  return { dtype, files, totalBytes: files.reduce((sum, { bytes }) => sum + bytes!, 0) };
}

/** The hub says 401 of what is not there as well as of what is not for everybody; a header tells which. */
function refusedModel(repository: string, url: string, response: Response): EngineError {
  const { status, headers } = response;
  if ((status === 401 || status === 403) && headers.get('x-error-code') === 'GatedRepo') return gated(repository);
  if (status === 401 || status === 403 || status === 404) {
    return new EngineError('file-missing', `The Hugging Face hub has no public model named ${repository}.`, 'Check the spelling, capitals too. Private models cannot be used here.', { repository, status });
  }
  return refusedFile({ name: repository, url }, response);
}

function gated(repository: string): EngineError {
  const remedy = 'This page cannot sign in for you. Choose another model; many have a copy with the same weights that is open to all.';
  return new EngineError('model-gated', `${repository} is only for people who have signed in to the hub and accepted its terms.`, remedy, { repository });
}

function notForUs(repository: string, missing: string): EngineError {
  const remedy = 'Look for a repository of the same model that lists Transformers.js among its libraries, such as those of onnx-community.';
  return new EngineError('file-missing', `${repository} is not in a form that runs here: it has no ${missing}.`, remedy, { repository, file: missing });
}
