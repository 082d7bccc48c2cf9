import type { PageOrder } from '@/lib/engine-client/page-order';
import type { EngineStatus } from '@/lib/engine-client/engine-status';
import type { LabChoice } from '@/lib/engine-client/lab';
import type { LabClient } from '@/lib/engine-client/lab-client';
import type { HubModel } from '@/lib/engine/adapters';
import type { BatchRequest } from '@/lib/engine/generation/batch-events';
import { errorToData } from '@/lib/engine-client/error-data';
import type { EngineErrorData } from '@/lib/engine/errors';
import type { BackendKind, GenerateRequest, Precision, PrecisionEvent, PrecisionPlan } from '@/lib/engine/generation/events';
import { engineChoiceOf } from './engine-choice';
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
    void this.perform(newRecord(inEffect(settings)), settings.length);
  };

  /** The text goes on, as the plan says now, for at most `length` tokens more. */
  readonly goOn = (settings: PlaygroundSettings): void => {
    if (!this.run || openSequences(this.run).length === 0) return;
    void this.perform(record(this.run, { type: 'settings-changed', settings: withPlan(this.run.settings, settings) }), settings.length);
  };

  /** Shows the text of a link: its tokens, read by the model, nothing drawn. */
  readonly open = (settings: PlaygroundSettings, tokens: readonly number[]): void => {
    const run = newRecord(inEffect({ ...settings, sequences: 1 }));
    void this.perform(run, tokens.length, tokens);
  };

  readonly stop = (): void => {
    this.halt();
    this.publish();
  };

  /**
   * Another precision or block size. A run under way goes on with it from where it is; else it holds for what is written next.
   */
  readonly changePlan = (settings: PlaygroundSettings): void => {
    if (!this.run || this.phase === 'resting') return;
    this.dispatch({ type: 'settings-changed', settings: withPlan(this.run.settings, settings) });
    if (this.phase === 'writing' && this.setup) void this.switchPlan(this.setup, planOf(this.run.settings));
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

  private async perform(next: RunRecord, length: number, given?: readonly number[]): Promise<void> {
    this.halt();
    const job = new AbortController();
    this.job = job;
    this.run = next;
    this.error = null;
    this.phase = 'preparing';
    if (isHidden()) this.dispatch({ type: 'hidden' });
    this.publish();
    try {
      const setup = this.setupFor(next.settings);
      await setup.client.load();
      await this.prepare(setup, job.signal);
      if (job.signal.aborted) return;
      this.phase = 'writing';
      this.publish();
      const write = this.run.settings.sequences > 1 ? this.writeTogether(setup, length, job.signal) : this.writeAlone(setup, length, job.signal, given);
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
  private async prepare(setup: Setup, signal: AbortSignal): Promise<void> {
    const { client } = setup;
    while (this.run && !signal.aborted && isOwnEngine(this.run.settings.engine)) {
      const plan = planOf(this.run.settings);
      const { draft } = this.run.settings;
      const wantedDraft = draft === 'off' ? null : { plan: { precision: draft } };
      if (keyOf(plan) !== setup.plan) await this.makeWeights(setup, plan, signal);
      else if (keyOf(wantedDraft) !== setup.draft) {
        await client.setDraft(wantedDraft, { signal });
        setup.draft = keyOf(wantedDraft);
      } else break;
    }
    this.noteFacts(setup);
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

  private async writeAlone({ client }: Setup, length: number, signal: AbortSignal, given?: readonly number[]): Promise<void> {
    const request = requestFor(this.run!, 0, length);
    const stream = client.generate(given ? { ...request, given, maxTokens: given.length } : request, { signal });
    for await (const event of stream) {
      if (signal.aborted) return;
      this.dispatch({ type: 'event', sequence: 0, event, passAt: event.at, now: Date.now() });
    }
  }

  private async writeTogether({ client }: Setup, length: number, signal: AbortSignal): Promise<void> {
    const open = openSequences(this.run!);
    const request: BatchRequest = { slots: open.length, sequences: open.map((sequence) => ({ request: requestFor(this.run!, sequence, length) })) };
    for await (const event of client.batch(request, { signal }).events) {
      if (signal.aborted) return;
      if (event.type === 'batch-start') this.dispatch({ type: 'batch-started', at: event.at, now: Date.now(), kvCacheBytes: event.kvCacheBytes });
      else if (event.type === 'sequence-event') this.dispatch({ type: 'event', sequence: open[event.sequence], event: event.event, passAt: event.at, now: Date.now() });
      else if (event.type === 'sequence-error') this.dispatch({ type: 'sequence-failed', sequence: open[event.sequence], error: event.error });
    }
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
    if (isHidden() && this.phase !== 'resting') this.dispatch({ type: 'hidden' });
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

function requestFor({ settings, sequences }: RunRecord, index: number, length: number): GenerateRequest {
  const { prompt, cut, temperature, topK, topP, cache, draft, draftTokens } = settings;
  const given = idsOf(sequences[index]);
  return {
    prompt,
    sampling: { temperature, topK, topP, seed: sequences[index].seed },
    maxTokens: given.length + length,
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
