import type { PageOrder } from '@/lib/engine-client/page-order';
import type { EngineStatus } from '@/lib/engine-client/engine-status';
import type { LabChoice } from '@/lib/engine-client/lab';
import type { LabClient } from '@/lib/engine-client/lab-client';
import type { HubModel } from '@/lib/engine/adapters';
import type { BatchEvent, BatchRequest } from '@/lib/engine/generation/batch-events';
import { errorToData } from '@/lib/engine-client/error-data';
import type { EngineErrorData } from '@/lib/engine/errors';
import type { BackendKind, GenerateRequest, GenerationEvent, Precision, PrecisionEvent, PrecisionPlan } from '@/lib/engine/generation/events';
import { draftOf, engineChoiceOf } from './engine-choice';
import { shownAtPace } from './pace';
import { storedWeightsOf } from './stored-weights';
import { idsOf, isClosed, newRecord, openSequences, record, type RecordAction, type RunRecord } from './run-record';
import { inEffect, isOwnEngine, planOf, type PlaygroundSettings } from './settings';

/** Weights being made anew, tensor by tensor. */
export interface Making {
  readonly precision: Precision;
  readonly doneTensors: number;
  readonly tensors: number;
}

export interface PlaygroundSnapshot {
  readonly run: RunRecord | null;
  /** An earlier run, kept for comparison. */
  readonly kept: RunRecord | null;
  /** For `data-status`. A run that was stopped is `idle`, and can go on. */
  readonly status: 'idle' | 'loading' | 'running' | 'done' | 'error';
  /** For `data-engine`. */
  readonly engine: BackendKind | 'transformers.js' | 'none';
  /** Of the playground's own engine; `idle` before the first Run. */
  readonly load: EngineStatus;
  readonly making: Making | null;
  readonly error: EngineErrorData | null;
  /** False where the page was asked for recordings only. */
  readonly canGoLive: boolean;
}

interface PlaygroundEffects {
  readonly open: (choice: LabChoice, initial: { readonly plan?: PrecisionPlan }) => LabClient;
  readonly order: () => PageOrder['engine'];
  /** Absolute URL of a model of ours. */
  readonly modelUrl: (name: string) => string;
}

const nothing: PlaygroundSnapshot = { run: null, kept: null, status: 'idle', engine: 'none', load: { status: 'idle' }, making: null, error: null, canGoLive: true };

/** What is rendered where there is no browser. */
export const serverSnapshot = (): PlaygroundSnapshot => nothing;

/** An engine as it is set up now. */
interface Setup {
  readonly choice: string;
  readonly client: LabClient;
  /** What the weights and the draft were last made to be, as JSON. */
  plan: string;
  draft: string;
  readonly release: () => void;
}

const keyOf = (value: unknown): string => JSON.stringify(value);

/**
 * The playground's effects: one engine of its own, at most one run on it, and what the reader does to both. The other figures
 * of the page have another engine, so that a switch to 2 bits here is none there. Knows no React.
 */
export class PlaygroundController {
  private snapshot = nothing;
  private readonly listeners = new Set<() => void>();
  private readonly effects: PlaygroundEffects;
  private setup: Setup | null = null;
  private run: RunRecord | null = null;
  private kept: RunRecord | null = null;
  private error: EngineErrorData | null = null;
  private making: Making | null = null;
  private job: AbortController | null = null;
  private phase: 'resting' | 'preparing' | 'writing' = 'resting';
  /** How long the text of each sequence is to become, in tokens. */
  private wanted: readonly number[] = [];
  /** The engine has made all that the run under way is to show. */
  private isMade = false;
  private switching: AbortController | null = null;
  private frame: (() => void) | null = null;

  constructor(effects: PlaygroundEffects) {
    this.effects = effects;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getSnapshot = (): PlaygroundSnapshot => this.snapshot;

  /** Begins; the returned function ends it all, the engine too. May be called again afterwards. */
  mount(): () => void {
    const page = typeof document === 'undefined' ? null : document;
    page?.addEventListener('visibilitychange', this.whenVisibilityChanges);
    this.publish();
    return () => {
      page?.removeEventListener('visibilitychange', this.whenVisibilityChanges);
      this.halt();
      this.frame?.();
      this.close();
    };
  }

  /** A new run. */
  readonly start = (settings: PlaygroundSettings): void => {
    const run = newRecord(inEffect(settings));
    void this.perform(run, run.sequences.map(() => settings.length));
  };

  /** The text goes on, as the plan says now, for at most `length` tokens more. */
  readonly goOn = (settings: PlaygroundSettings): void => {
    if (!this.run || openSequences(this.run).length === 0) return;
    const run = record(this.run, { type: 'settings-changed', settings: withPlan(this.run.settings, settings) });
    void this.perform(run, run.sequences.map(({ state }) => state.tokens.length + settings.length));
  };

  /** Shows the text of a link: its tokens, read by the model, nothing drawn. */
  readonly open = (settings: PlaygroundSettings, tokens: readonly number[]): void => {
    const run = newRecord(inEffect({ ...settings, sequences: 1 }));
    void this.perform(run, [tokens.length], { given: tokens });
  };

  readonly stop = (): void => {
    this.halt();
    this.publish();
  };

  /**
   * Another precision or block size. A run under way goes on with it from where it is; else it holds for what is written next.
   * Where the reader watches, the text is behind the engine: it goes on from what is shown, and what was made ahead is dropped.
   */
  readonly changePlan = (settings: PlaygroundSettings): void => {
    if (!this.run || this.phase === 'resting') return;
    const { settings: before } = this.run;
    this.dispatch({ type: 'settings-changed', settings: withPlan(before, settings) });
    if (this.phase !== 'writing' || !this.setup) return;
    if (!before.watch) void this.switchPlan(this.setup, planOf(this.run.settings));
    else if (unfinished(this.run, this.wanted).length > 0) void this.perform(this.run, this.wanted, { before });
  };

  /** Slow enough to watch, or as fast as it is made: holds at once. */
  readonly changePace = ({ watch }: PlaygroundSettings): void => {
    if (this.run) this.dispatch({ type: 'settings-changed', settings: { ...this.run.settings, watch } });
  };

  /** The engine and its model, before any run: what a download button does. */
  readonly fetchModel = (settings: PlaygroundSettings): void => {
    this.error = null;
    const setup = this.setupFor(inEffect(settings));
    setup.client.retry();
    setup.client.load().catch(() => undefined); // The status carries it.
    this.publish();
  };

  readonly keep = (): void => {
    if (!this.run || this.phase !== 'resting') return;
    this.kept = this.run;
    this.run = null;
    this.error = null;
    this.publish();
  };

  readonly letGo = (): void => {
    this.kept = null;
    this.publish();
  };

  readonly reset = (): void => {
    this.halt();
    this.run = null;
    this.kept = null;
    this.error = null;
    this.publish();
  };

  readonly allowDownload = (): void => this.setup?.client.allowDownload();

  /** Once more after an error: the model is loaded again if it must be, and the text goes on. */
  readonly retry = (settings: PlaygroundSettings): void => {
    this.setup?.client.retry();
    if (this.run && this.run.passes.length > 0) this.goOn(settings);
    else this.start(settings);
  };

  /** Whether the engine and the model that are set are there: a run would begin at once. */
  readonly isReady = (settings: PlaygroundSettings): boolean => {
    const choice = engineChoiceOf(inEffect(settings), this.effects.order());
    return this.setup?.choice === keyOf(choice) && this.setup.client.getSnapshot().status === 'ready';
  };

  /** What the hub has of a model, and how large. A request to another host: only after a button that says so. */
  readonly describeHubModel = async (repository: string, signal: AbortSignal): Promise<HubModel> => {
    const client = this.effects.open({ engine: 'transformers.js', device: 'wasm', source: { kind: 'hub', repository, dtype: 'q4' } }, {});
    try {
      return await client.describeHubModel(repository, { signal });
    } finally {
      client.dispose();
    }
  };

  /**
   * Brings each sequence to its wanted length. `given`: tokens to be read, nothing drawn. `before`: settings to go on with where
   * the weights cannot be made as they are set now.
   */
  private async perform(next: RunRecord, wanted: readonly number[], { given, before }: { readonly given?: readonly number[]; readonly before?: PlaygroundSettings } = {}): Promise<void> {
    this.halt();
    const job = new AbortController();
    this.job = job;
    this.run = next;
    this.wanted = wanted;
    this.isMade = false;
    this.error = null;
    this.phase = 'preparing';
    if (isHidden()) this.dispatch({ type: 'hidden' });
    this.publish();
    try {
      const setup = this.setupFor(next.settings);
      await setup.client.load();
      await this.prepare(setup, job.signal, before);
      if (job.signal.aborted) return;
      this.phase = 'writing';
      this.publish();
      const write = this.run.settings.sequences > 1 ? this.writeTogether(setup, job.signal) : this.writeAlone(setup, job.signal, given);
      await write;
    } catch (thrown) {
      if (this.job === job) this.error = errorToData(thrown);
    } finally {
      if (this.job === job) {
        this.job = null;
        this.phase = 'resting';
        this.making = null;
        this.publish();
      }
    }
  }

  /** Weights and draft as the run wants them; it may change its mind meanwhile. */
  private async prepare(setup: Setup, signal: AbortSignal, before?: PlaygroundSettings): Promise<void> {
    const { client } = setup;
    while (this.run && !signal.aborted && isOwnEngine(this.run.settings.engine)) {
      const plan = planOf(this.run.settings);
      const { draft } = this.run.settings;
      const wantedDraft = draftOf(draft, this.effects.modelUrl);
      if (keyOf(plan) !== setup.plan) await this.makeWeights(setup, plan, signal).catch((thrown: unknown) => this.goBackTo(before, plan, signal, thrown));
      else if (keyOf(wantedDraft) !== setup.draft) {
        await client.setDraft(wantedDraft, { signal });
        setup.draft = keyOf(wantedDraft);
      } else break;
    }
    this.noteFacts(setup);
  }

  /** Weights that cannot be made in mid-text: the text goes on with the ones before, and the page says why. */
  private goBackTo(before: PlaygroundSettings | undefined, failed: PrecisionPlan, signal: AbortSignal, thrown: unknown): void {
    if (!this.run || !before || signal.aborted || keyOf(planOf(before)) === keyOf(failed)) throw thrown;
    this.error = errorToData(thrown);
    this.dispatch({ type: 'settings-changed', settings: withPlan(this.run.settings, before) });
  }

  private async makeWeights(setup: Setup, plan: PrecisionPlan, signal: AbortSignal): Promise<void> {
    try {
      await setup.client.setPrecision(plan, { signal, onEvent: (event) => this.noteProgress(event) });
      setup.plan = keyOf(plan);
    } finally {
      this.making = null;
      this.publish();
    }
  }

  /** A switch in mid-text: the stream goes on by itself, with the new weights or, where they cannot be made, with the old. */
  private async switchPlan(setup: Setup, plan: PrecisionPlan): Promise<void> {
    this.switching?.abort();
    const switching = new AbortController();
    this.switching = switching;
    this.error = null;
    try {
      await this.makeWeights(setup, plan, switching.signal);
      this.noteFacts(setup);
    } catch (thrown) {
      if (switching.signal.aborted) return;
      this.error = errorToData(thrown);
      this.publish();
    }
  }

  private noteProgress(event: PrecisionEvent): void {
    if (event.type === 'precision-start') this.making = { precision: event.precision, doneTensors: 0, tensors: event.tensors };
    else if (event.type === 'precision-progress' && this.making) this.making = { ...this.making, doneTensors: event.doneTensors };
    this.publishSoon();
  }

  private noteFacts({ client }: Setup): void {
    const status = client.getSnapshot();
    if (status.status === 'ready' && this.run) this.dispatch({ type: 'weights-known', precision: status.result.engine.precision, weights: storedWeightsOf(status.result.engine) });
  }

  private async writeAlone({ client }: Setup, signal: AbortSignal, given?: readonly number[]): Promise<void> {
    const request = requestFor(this.run!, 0, this.wanted[0]);
    const stream = client.generate(given ? { ...request, given } : request, { signal });
    const waits = (event: GenerationEvent) => event.type === 'token' && event.source !== 'given';
    for await (const event of shownAtPace(stream, this.pace(waits, signal))) {
      if (signal.aborted) return;
      this.dispatch({ type: 'event', sequence: 0, event, passAt: event.at, now: Date.now() });
    }
  }

  private async writeTogether({ client }: Setup, signal: AbortSignal): Promise<void> {
    const open = unfinished(this.run!, this.wanted);
    const request: BatchRequest = { slots: open.length, sequences: open.map((sequence) => ({ request: requestFor(this.run!, sequence, this.wanted[sequence]) })) };
    for await (const event of shownAtPace(client.batch(request, { signal }).events, this.pace(firstOfEachStep(), signal))) {
      if (signal.aborted) return;
      if (event.type === 'batch-start') this.dispatch({ type: 'batch-started', at: event.at, now: Date.now(), kvCacheBytes: event.kvCacheBytes });
      else if (event.type === 'sequence-event') this.dispatch({ type: 'event', sequence: open[event.sequence], event: event.event, passAt: event.at, now: Date.now() });
      else if (event.type === 'sequence-error') this.dispatch({ type: 'sequence-failed', sequence: open[event.sequence], error: event.error });
    }
  }

  private pace<Event>(waits: (event: Event) => boolean, signal: AbortSignal) {
    const onMade = () => {
      if (!signal.aborted) this.isMade = true;
    };
    return { waits, isWatched: () => this.run?.settings.watch ?? false, signal, onMade };
  }

  private setupFor(settings: PlaygroundSettings): Setup {
    const choice = engineChoiceOf(settings, this.effects.order());
    if (this.setup?.choice === keyOf(choice)) return this.setup;
    this.close();
    const plan = choice.engine === 'ours' ? planOf(settings) : undefined;
    const client = this.effects.open(choice, { plan });
    const release = client.subscribe(() => this.publishSoon());
    this.setup = { choice: keyOf(choice), client, plan: keyOf(plan), draft: keyOf(null), release };
    return this.setup;
  }

  private close(): void {
    this.setup?.release();
    this.setup?.client.dispose();
    this.setup = null;
  }

  private halt(): void {
    this.job?.abort();
    this.job = null;
    this.switching?.abort();
    this.switching = null;
    this.phase = 'resting';
    this.making = null;
  }

  private dispatch(action: RecordAction): void {
    if (!this.run) return;
    this.run = record(this.run, action);
    this.publishSoon();
  }

  private readonly whenVisibilityChanges = (): void => {
    if (isHidden() && this.phase !== 'resting' && !this.isMade) this.dispatch({ type: 'hidden' });
  };

  /** Tokens may come by the thousand in a second: the page is drawn once a frame. */
  private publishSoon(): void {
    if (this.frame) return;
    const draw = () => {
      this.frame = null;
      this.publish();
    };
    if (typeof requestAnimationFrame === 'undefined' || isHidden()) {
      const timer = setTimeout(draw, 50);
      this.frame = () => clearTimeout(timer);
    } else {
      const frame = requestAnimationFrame(draw);
      this.frame = () => cancelAnimationFrame(frame);
    }
  }

  private publish(): void {
    this.frame?.();
    this.frame = null;
    const load: EngineStatus = this.setup?.client.getSnapshot() ?? nothing.load;
    const canGoLive = this.effects.order() !== 'recorded';
    this.snapshot = {
      run: this.run,
      kept: this.kept,
      status: this.statusNow(load),
      engine: engineOf(this.run?.passes.length ? this.run : this.kept),
      load: canGoLive ? load : { status: 'recorded-only' },
      making: this.making,
      error: this.error ?? (load.status === 'failed' ? load.error : null),
      canGoLive,
    };
    for (const listener of this.listeners) listener();
  }

  private statusNow(load: EngineStatus): PlaygroundSnapshot['status'] {
    if (this.phase === 'writing') return 'running';
    if (this.phase === 'preparing' || load.status === 'loading' || load.status === 'waiting-for-consent') return 'loading';
    if (this.error || load.status === 'failed') return 'error';
    const isOver = this.run?.sequences.every((sequence) => isClosed(sequence) || sequence.state.endReason === 'max-tokens');
    return isOver ? 'done' : 'idle';
  }
}

/** The run's own settings, with the precision that the controls say now. */
function withPlan(settings: PlaygroundSettings, { precision, block }: PlaygroundSettings): PlaygroundSettings {
  return inEffect({ ...settings, precision, block });
}

/** Sequences that are to become longer, and can. */
const unfinished = (run: RunRecord, wanted: readonly number[]): readonly number[] => openSequences(run).filter((sequence) => run.sequences[sequence].state.tokens.length < wanted[sequence]);

/** All sequences of a step are shown at once: the first of its tokens waits for them all. Prefills come one by one, and do not wait. */
function firstOfEachStep(): (event: BatchEvent) => boolean {
  let isNewStep = false;
  return (event) => {
    if (event.type === 'step-end') isNewStep = event.kind === 'decode';
    const isFirst = isNewStep && event.type === 'sequence-event' && event.event.type === 'token';
    if (isFirst) isNewStep = false;
    return isFirst;
  };
}

function requestFor({ settings, sequences }: RunRecord, index: number, maxTokens: number): GenerateRequest {
  const { prompt, cut, temperature, topK, topP, cache, draft, draftTokens } = settings;
  const given = idsOf(sequences[index]);
  return {
    prompt,
    sampling: { temperature, topK, topP, seed: sequences[index].seed },
    maxTokens,
    ...(given.length > 0 && { given, announceFrom: given.length }),
    ...(cut && { cutPrompt: true }),
    ...(!cache && { cache }),
    ...(draft !== 'off' && { speculate: { tokens: draftTokens } }),
  };
}

function engineOf(run: RunRecord | null): PlaygroundSnapshot['engine'] {
  const backend = run?.sequences.find(({ state }) => state.backend)?.state.backend;
  if (!run || !backend) return 'none';
  return isOwnEngine(run.settings.engine) ? backend : 'transformers.js';
}

const isHidden = (): boolean => typeof document !== 'undefined' && document.visibilityState === 'hidden';
