import type { GenerateRequest, GenerationEvent, PrecisionPlan } from '@/lib/engine/generation/events';
import type { EngineFacts } from '@/lib/engine/engine';
import type { Fingerprint } from '@/lib/engine/generation/measurements';
import type { EngineStatus } from './engine-status';
import type { LabClient } from './lab-client';
import type { HeldModel } from './held-models';
import type { EngineOrder } from './protocol';

/** An engine nobody uses is given back after so long; the model stays, and the next use makes another. */
export const restAfterMs = 60_000;

interface Stoppable {
  readonly signal?: AbortSignal;
}

export interface OwnModelEffects {
  /** Opens an engine of its own on the model, in a worker of its own. */
  readonly open: (model: HeldModel, options: { readonly order: EngineOrder; readonly plan: PrecisionPlan | undefined }) => Promise<LabClient>;
  readonly order: EngineOrder;
  readonly restAfterMs?: number;
}

/** An engine that is there, or being opened. */
interface Opened {
  readonly opening: Promise<LabClient>;
  client: LabClient | null;
}

/**
 * A model that the page holds, and an engine for it while it is used: opened at first use, given back a minute after the last and when
 * the model is changed or released. The site's own engine has no part in it. Work on a model that was changed meanwhile ends as
 * aborted, or rejects with `worker-lost`.
 */
export class OwnModel {
  private readonly effects: OwnModelEffects;
  private readonly listeners = new Set<() => void>();
  private model: HeldModel | null = null;
  private plan: PrecisionPlan | undefined;
  private opened: Opened | null = null;
  private users = 0;
  private rest: ReturnType<typeof setTimeout> | null = null;
  private status: EngineStatus = { status: 'idle' };

  constructor(effects: OwnModelEffects) {
    this.effects = effects;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Of the engine that is there: `idle` where none is. */
  readonly getSnapshot = (): EngineStatus => this.status;

  /** The model to run from now on, in 16 bits; null: none. The same one again changes nothing. */
  readonly setModel = (model: HeldModel | null): void => {
    if (model === this.model) return;
    this.close();
    this.model = model;
    this.plan = undefined;
  };

  /** A run as the engine of the site makes one. */
  readonly generate = async function* (this: OwnModel, request: GenerateRequest, { signal }: Stoppable = {}): AsyncGenerator<GenerationEvent, void> {
    const done = this.begin();
    try {
      yield* (await this.client()).generate(request, { signal });
    } finally {
      done();
    }
  }.bind(this);

  /** The precision stays for engines that are opened later. Throws as `LabClient.setPrecision` does. */
  readonly setPrecision = (plan: PrecisionPlan, options: Stoppable = {}): Promise<EngineFacts> =>
    this.use(async (client) => {
      const facts = await client.setPrecision(plan, options);
      if (this.opened?.client === client) this.plan = plan;
      return facts;
    });

  /** SHA-256 of the weights in use, read back from the memory that computes. */
  readonly fingerprint = (options: Stoppable = {}): Promise<Fingerprint> => this.use((client) => client.fingerprint(options));

  /** Anything else that an engine can do. */
  readonly use = async <T>(work: (client: LabClient) => Promise<T>): Promise<T> => {
    const done = this.begin();
    try {
      return await work(await this.client());
    } finally {
      done();
    }
  };

  /** Gives the engine back now; the model stays. */
  readonly release = (): void => this.close();

  private client(): Promise<LabClient> {
    this.opened ??= this.open();
    return this.opened.opening;
  }

  private open(): Opened {
    const { model, plan } = this;
    if (!model) throw new Error('There is no model to run.');
    const opened: Opened = { opening: this.effects.open(model, { order: this.effects.order, plan }), client: null };
    opened.opening.then(
      (client) => {
        opened.client = client;
        if (this.opened !== opened) return client.dispose();
        client.subscribe(() => this.opened === opened && this.show(client.getSnapshot()));
      },
      () => {
        // Its code could not be fetched: the next use tries again.
        if (this.opened === opened) this.opened = null;
      },
    );
    return opened;
  }

  private close(): void {
    if (this.rest !== null) clearTimeout(this.rest);
    this.rest = null;
    const { opened } = this;
    this.opened = null;
    opened?.client?.dispose();
    this.show({ status: 'idle' });
  }

  /** @returns to be called once, when the work is over */
  private begin(): () => void {
    this.users += 1;
    if (this.rest !== null) clearTimeout(this.rest);
    this.rest = null;
    return () => {
      this.users -= 1;
      if (this.users === 0 && this.opened) this.rest = setTimeout(() => this.close(), this.effects.restAfterMs ?? restAfterMs);
    };
  }

  private show(status: EngineStatus): void {
    this.status = status;
    for (const listener of this.listeners) listener();
  }
}
