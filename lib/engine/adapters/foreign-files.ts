import { EngineError } from '../errors';
import { foreignDtypes, modelFileName, type ForeignDtype } from './foreign-dtype';
import { isKnown, readByFetch, tooLarge, type ForeignFile, type KnownFile, type ReadForeignFile, type TellLoad } from './foreign-file';
import { describeHubModel } from './hub';

/** Where a foreign model comes from. */
export type ForeignSource =
  /** A folder of this site: its address, absolute, with a slash at its end; an ONNX export in the layout of transformers.js. */
  | { readonly kind: 'local'; readonly url: string; readonly name: string; readonly dtype?: ForeignDtype }
  /** A repository of the Hugging Face hub, `owner/name`. */
  | { readonly kind: 'hub'; readonly repository: string; readonly dtype: ForeignDtype };

/** All that is known of a model before a byte of it came. */
export interface ForeignPlan {
  readonly name: string;
  readonly dtype: ForeignDtype;
  readonly files: readonly ForeignFile[];
}

/**
 * The files to load; of a hub model as the hub lists them now.
 * @throws EngineError `model-too-large` with `neededBytes` and `limitBytes`; `file-missing` where the hub's model has no such dtype; what `describeHubModel` throws
 */
export async function planFiles(source: ForeignSource, limitBytes: number, fetcher: typeof fetch, signal: AbortSignal): Promise<ForeignPlan> {
  if (source.kind === 'local') {
    const { url, name, dtype = 'fp32' } = source;
    const paths = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'generation_config.json', modelFileName(dtype)];
    return { name, dtype, files: paths.map((path) => ({ url: url + path, name: path, bytes: null, sha256: null })) };
  }
  const { dtype } = source;
  const { repository, choices } = await describeHubModel(source.repository, { fetch: fetcher, signal });
  const choice = choices.find((each) => each.dtype === dtype);
  if (!choice) {
    const others = choices.map((each) => each.dtype).join(', ');
    throw new EngineError('file-missing', `${repository} has no weights stored as ${dtype}.`, `Choose one of these: ${others}.`, { repository, dtype });
  }
  if (choice.totalBytes > limitBytes) throw tooLarge(repository, choice.totalBytes, limitBytes);
  return { name: repository, dtype, files: choice.files };
}

/** How files are brought: the known ones by `readKnown`, where it is given; the rest by one plain request each. */
export interface WaysToRead {
  readonly fetch: typeof fetch;
  readonly readKnown?: ReadForeignFile<KnownFile>;
  readonly limitBytes: number;
}

/** A model's files by their path in its folder: the small ones first, so that what is wrong with them is known before the large ones come. */
export class ForeignFiles {
  private readonly read = new Map<string, Uint8Array<ArrayBuffer>>();

  constructor(
    private readonly plan: ForeignPlan,
    private readonly ways: WaysToRead,
    private readonly signal: AbortSignal,
    private readonly tell: TellLoad,
  ) {}

  get all(): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
    return this.read;
  }

  /** Bytes of the graph and its weights. */
  get weightBytes(): number {
    return [...this.read].reduce((sum, [name, bytes]) => sum + (isWeights(name) ? bytes.length : 0), 0);
  }

  /** Files with weights beside the model's own. */
  get weightChunks(): number {
    const { suffix } = foreignDtypes[this.plan.dtype];
    return this.plan.files.filter(({ name }) => name.startsWith(`onnx/model${suffix}.onnx_data`)).length;
  }

  async bringDescription(): Promise<void> {
    await Promise.all(this.plan.files.filter(({ name }) => !isWeights(name)).map((file) => this.bring(file)));
  }

  async bringWeights(): Promise<void> {
    for (const file of this.plan.files) if (isWeights(file.name)) await this.bring(file);
  }

  text(name: string): string | undefined {
    const bytes = this.read.get(name);
    return bytes && new TextDecoder().decode(bytes);
  }

  /** A file as JSON; undefined where the model has none of that name. @throws EngineError `file-malformed` */
  json(name: string): unknown {
    const text = this.text(name);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text);
    } catch {
      throw new EngineError('file-malformed', `The model file ${name} is not JSON.`, 'Choose another model.', { file: name });
    }
  }

  private async bring(file: ForeignFile): Promise<void> {
    const { readKnown, fetch: fetcher, limitBytes } = this.ways;
    const bytes = readKnown && isKnown(file) ? readKnown(file, this.signal, this.tell) : readByFetch(fetcher, limitBytes)(file, this.signal, this.tell);
    this.read.set(file.name, await bytes);
  }
}

const isWeights = (name: string): boolean => name.startsWith('onnx/');
