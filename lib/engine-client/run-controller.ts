import { errorToData, type EngineErrorData } from '@/lib/engine/errors';
import type { BackendKind, GenerateRequest, GenerationEvent } from '@/lib/engine/generation/events';
import type { EngineClient } from './client';
import type { EngineStatus } from './engine-status';
import type { GenerationState } from './generation-state';
import { type Pace, readablePace } from './pace';
import { initialPlayer, isDone, type PlayerAction, type PlayerState, reducePlayer, wants } from './player';
import type { Recording } from './recording';

export interface RunOptions {
  /** Name of a file in /recordings, without `.json`, of which a run is shown; null: the widget has nothing to show before it runs. Always the same for one widget. */
  readonly recording: string | null;
  /** Which of the recording's runs is shown; default the first. Always the same for one widget. */
  readonly recordedRun?: number;
  /** What the controls say now. */
  readonly request: GenerateRequest;
  /** Play the recording at mount instead of showing it whole. Never under reduced motion. Default false. */
  readonly autoPlay?: boolean;
  readonly pace?: Pace;
}

type RunStatus = 'idle' | 'loading' | 'running' | 'done' | 'error';

export interface RunSnapshot {
  /** The run as far as it is shown. */
  readonly state: GenerationState;
  /** All events known, shown or not. */
  readonly events: readonly GenerationEvent[];
  /** Number of events shown. */
  readonly cursor: number;
  /** For `data-status`. */
  readonly status: RunStatus;
  /** For `data-engine`. */
  readonly engine: BackendKind | 'recorded' | 'none';
  readonly source: 'none' | 'recorded' | 'live';
  readonly playing: boolean;
  readonly pace: Pace;
  /** False where the page was asked for recordings only: no new sampling, no branches. */
  readonly canGoLive: boolean;
  /** Where and when what is shown was recorded; null when it is live. */
  readonly recorded: { readonly device: string; readonly date: string } | null;
  /** When the live run began, in milliseconds since the epoch; null for a recording. */
  readonly startedAt: number | null;
  /** False when the tab was hidden while the model wrote: its times say nothing. */
  readonly measurable: boolean;
  readonly load: EngineStatus;
  readonly error: EngineErrorData | null;
}

interface RunEffects {
  readonly client: () => EngineClient;
  readonly loadRecording: (name: string) => Promise<Recording>;
}

const idleEngine: EngineStatus = { status: 'idle' };

const initialSnapshot: RunSnapshot = {
  state: initialPlayer.shown,
  events: [],
  cursor: 0,
  status: 'idle',
  engine: 'none',
  source: 'none',
  playing: false,
  pace: readablePace,
  canGoLive: true,
  recorded: null,
  startedAt: null,
  measurable: true,
  load: idleEngine,
  error: null,
};

/** What is rendered where there is no browser: nothing has run. */
export const serverSnapshot = (): RunSnapshot => initialSnapshot;

/**
 * The player's effects: reads the recording, beats the pace, and keeps exactly the stream open that the player wants.
 * Used by `useRun`; knows no React.
 */
export class RunController {
  private player: PlayerState = initialPlayer;
  private snapshot: RunSnapshot;
  private readonly listeners = new Set<() => void>();
  private readonly effects: RunEffects;
  private options: RunOptions;
  private pace: Pace;
  private recording: Recording | null = null;
  private loadingRecording = false;
  private mounted = false;
  private stream: { readonly id: number; readonly abort: AbortController } | null = null;
  private streamCount = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private lastTickAt = 0;
  private startedAt: number | null = null;
  private measurable = true;

  constructor(options: RunOptions, effects: RunEffects) {
    this.options = options;
    this.effects = effects;
    this.pace = options.pace ?? readablePace;
    this.snapshot = { ...initialSnapshot, pace: this.pace };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getSnapshot = (): RunSnapshot => this.snapshot;

  /** Begins; the returned function ends it all. May be called again afterwards. */
  mount(): () => void {
    const client = this.effects.client();
    const unsubscribe = client.subscribe(() => this.publish());
    this.mounted = true;
    void this.showRecording();
    if (this.canGoLive) client.load().catch(() => undefined); // The status carries the error.
    const page = typeof document === 'undefined' ? null : document;
    page?.addEventListener('visibilitychange', this.whenVisibilityChanges);
    this.publish();
    return () => {
      page?.removeEventListener('visibilitychange', this.whenVisibilityChanges);
      unsubscribe();
      this.dispatch({ type: 'pause' });
      this.mounted = false;
    };
  }

  setOptions(options: RunOptions): void {
    const before = this.options;
    this.options = options;
    const otherSampling = JSON.stringify(before.request.sampling) !== JSON.stringify(options.request.sampling);
    if (otherSampling && this.canGoLive) this.dispatch({ type: 'request-changed', request: options.request });
  }

  /** A new live run of the prompt; the recording from its start where nothing live is allowed. */
  readonly run = (): void => {
    if (!this.canGoLive) {
      this.dispatch({ type: 'rewind', tokens: 0 });
      this.dispatch({ type: 'play' });
      return;
    }
    this.dispatch({ type: 'run', request: this.options.request, play: true });
  };

  /** The live model takes over what a recording shows: its text stays, and goes on with the coins of the request. */
  readonly goLive = (): void => {
    const { origin, nextGiven } = this.player;
    if (!this.canGoLive || origin !== 'recorded' || nextGiven) return;
    this.dispatch({ type: 'request-changed', request: this.options.request });
  };

  /** Shows the text of a link: its tokens, read by the live model, nothing drawn anew. */
  readonly openLink = (given: readonly number[]): void => {
    if (!this.canGoLive) return;
    this.dispatch({ type: 'run', request: this.options.request, given, play: false });
  };

  readonly play = (): void => (this.promptChanged() ? this.run() : this.dispatch({ type: 'play' }));

  readonly pause = (): void => this.dispatch({ type: 'pause' });

  /** One token more. */
  readonly step = (): void => {
    if (this.promptChanged() || (this.player.origin === 'none' && !this.player.request)) {
      if (!this.canGoLive) return;
      this.dispatch({ type: 'run', request: this.options.request, play: false });
    }
    this.dispatch({ type: 'step' });
  };

  /** Back to where `tokens` tokens are shown; default none. */
  readonly rewind = (tokens = 0): void => this.dispatch({ type: 'rewind', tokens });

  /** The story goes on with `id` at `index`, live. */
  readonly branch = (index: number, id: number): void => {
    if (!this.canGoLive) return;
    this.dispatch({ type: 'branch', index, id, request: this.options.request });
  };

  /** As at mount: the recording, or nothing. */
  readonly reset = (): void => {
    this.dispatch({ type: 'reset' });
    void this.showRecording();
  };

  readonly setPace = (pace: Pace): void => {
    this.pace = pace;
    this.clearTimer();
    this.arrange();
  };

  readonly allowDownload = (): void => this.effects.client().allowDownload();

  /** Once more after an error: the model is loaded again if it must be, and the text goes on. */
  readonly retry = (): void => {
    this.effects.client().retry();
    if (this.player.error) this.dispatch({ type: 'play' });
  };

  private get canGoLive(): boolean {
    return this.effects.client().order.engine !== 'recorded';
  }

  /** What is written from here on is of this device and this moment. */
  private begin(): void {
    this.startedAt = Date.now();
    this.measurable = !isHidden();
  }

  private promptChanged(): boolean {
    const { shown, origin, request } = this.player;
    const showing = origin === 'none' ? request?.prompt : shown.prompt;
    return this.canGoLive && showing !== undefined && showing !== this.options.request.prompt;
  }

  private async showRecording(): Promise<void> {
    const { recording: name } = this.options;
    if (name === null || this.player.origin !== 'none' || this.player.request) return;
    try {
      if (!this.recording) {
        this.loadingRecording = true;
        this.publish();
        this.recording = await this.effects.loadRecording(name);
      }
      this.loadingRecording = false;
      if (!this.mounted) return;
      const play = (this.options.autoPlay ?? false) && !prefersReducedMotion();
      this.dispatch({ type: 'recording-shown', events: this.recording.runs[this.options.recordedRun ?? 0] ?? [], play });
    } catch (thrown) {
      this.loadingRecording = false;
      if (this.mounted && this.player.origin === 'none' && !this.player.request) {
        this.dispatch({ type: 'failed', error: errorToData(thrown) });
      }
    }
  }

  private dispatch(action: PlayerAction): void {
    const wasPlaying = this.player.playing;
    this.player = reducePlayer(this.player, action);
    // The first token has its beat too; where it took longer than one to come, it is shown at once.
    if (this.player.playing && !wasPlaying) this.lastTickAt = performance.now();
    this.arrange();
  }

  /** Makes stream and timer what the player's state calls for. */
  private arrange(): void {
    if (this.stream && this.stream.id !== this.player.producer?.id) {
      this.stream.abort.abort();
      this.stream = null;
    }
    const want = this.mounted && this.canGoLive ? wants(this.player) : null;
    if (want) void this.openStream(want);
    this.beat();
    this.publish();
  }

  private async openStream(request: GenerateRequest): Promise<void> {
    if (this.player.origin !== 'live' || this.player.replacement) this.begin();
    const id = ++this.streamCount;
    const abort = new AbortController();
    this.stream = { id, abort };
    this.player = reducePlayer(this.player, { type: 'producer-started', producer: id });
    try {
      for await (const event of this.effects.client().generate(request, { signal: abort.signal })) {
        if (abort.signal.aborted) return;
        if (isHidden()) this.measurable = false;
        this.dispatch({ type: 'event-arrived', producer: id, event });
      }
      this.dispatch({ type: 'producer-ended', producer: id });
    } catch (thrown) {
      if (!abort.signal.aborted) this.dispatch({ type: 'producer-ended', producer: id, error: errorToData(thrown) });
    }
  }

  private beat(): void {
    const waiting = this.player.playing && this.player.cursor < this.player.events.length && !isHidden();
    if (!waiting) return this.clearTimer();
    if (this.timer !== null) return;
    const interval = this.intervalMs();
    if (interval === 0) {
      this.advance(this.player.events.length - this.player.cursor);
      return;
    }
    this.timer = setTimeout(this.whenTimerFires, Math.max(0, this.lastTickAt + interval - performance.now()));
  }

  private readonly whenTimerFires = (): void => {
    this.timer = null;
    const now = performance.now();
    const interval = this.intervalMs();
    // Timers are no finer than a few milliseconds: at a fast pace one beat shows several tokens, but never a burst.
    const due = Math.min(Math.floor((now - this.lastTickAt) / interval), Math.ceil(32 / interval));
    this.lastTickAt = now;
    this.advance(Math.max(1, due));
    this.arrange();
  };

  private advance(tokens: number): void {
    for (let count = 0; count < tokens && this.player.playing; count++) {
      this.player = reducePlayer(this.player, { type: 'tick' });
    }
  }

  /** Milliseconds to the next token; 0: at once. */
  private intervalMs(): number {
    if (this.pace !== 'as-made') return 1000 / this.pace;
    const { events, cursor, origin } = this.player;
    if (origin === 'live') return 0;
    const before = cursor > 0 ? events[cursor - 1].at : 0;
    return Math.max(1, events[cursor].at - before);
  }

  private clearTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private readonly whenVisibilityChanges = (): void => {
    if (isHidden() && this.stream) this.measurable = false;
    this.arrange();
  };

  private publish(): void {
    const { player, recording } = this;
    const load = this.effects.client().getSnapshot();
    this.snapshot = {
      state: player.shown,
      events: player.events,
      cursor: player.cursor,
      status: runStatus(player, load, this.loadingRecording),
      engine: runEngine(player, load),
      source: player.origin,
      playing: player.playing,
      pace: this.pace,
      canGoLive: this.canGoLive,
      recorded: player.origin === 'recorded' && recording ? { device: recording.device, date: recording.date } : null,
      startedAt: player.origin === 'live' ? this.startedAt : null,
      measurable: this.measurable,
      load,
      error: player.error,
    };
    for (const listener of this.listeners) listener();
  }
}

function runStatus(player: PlayerState, load: EngineStatus, loadingRecording: boolean): RunStatus {
  if (player.error) return 'error';
  const moving = player.playing || player.stepsOwed > 0 || player.fetchGiven;
  if (moving) {
    const needsEngine = player.request !== null && (player.cursor === player.events.length || player.replacement !== null);
    return needsEngine && load.status !== 'ready' ? 'loading' : 'running';
  }
  if (player.events.length > 0) return isDone(player) ? 'done' : 'idle';
  return loadingRecording ? 'loading' : 'idle';
}

function runEngine(player: PlayerState, load: EngineStatus): RunSnapshot['engine'] {
  if (player.origin === 'recorded') return 'recorded';
  if (player.origin === 'live' && player.shown.backend) return player.shown.backend;
  return player.request && load.status === 'ready' ? load.result.engine.backend : 'none';
}

function isHidden(): boolean {
  return typeof document !== 'undefined' && document.visibilityState === 'hidden';
}

function prefersReducedMotion(): boolean {
  return typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;
}
