/** What may happen next: a step, or a step that is told in detail; or nothing any more. */
export type Turn = 'step' | 'told-step' | 'aborted';

/** Why nothing happens, and that something happens again. */
export type PaceEvent = { readonly type: 'pause'; readonly by: 'reader' | 'hidden-tab' } | { readonly type: 'resume' };

/** Who may make a step and when: played, paused, one step at a time, and never in a hidden tab. */
export class TrainingPace {
  private wake = () => {};
  private toldSteps = 0;
  /** Milliseconds in which training waited for a tab to be shown, until now. */
  private waitedMs = 0;
  private waitingSince: number | null = null;

  /** @param breathe lets messages in before each step */
  constructor(
    private playing: boolean,
    private hidden: boolean,
    private readonly breathe: () => Promise<void>,
    private readonly now: () => number,
  ) {
    if (hidden) this.waitingSince = now();
  }

  play(): void {
    this.playing = true;
    this.wake();
  }

  pause(): void {
    this.playing = false;
  }

  /** One step, told in detail; then it is paused. */
  stepOnce(): void {
    this.playing = false;
    this.toldSteps += 1;
    this.wake();
  }

  /** The page was hidden, or is shown again. */
  setHidden(hidden: boolean): void {
    if (hidden === this.hidden) return;
    this.hidden = hidden;
    if (hidden) this.waitingSince = this.now();
    else {
      this.waitedMs = this.hiddenMs;
      this.waitingSince = null;
    }
    this.wake();
  }

  /** How long the tab was hidden, until now. */
  get hiddenMs(): number {
    return this.waitedMs + (this.waitingSince === null ? 0 : this.now() - this.waitingSince);
  }

  /** Waits until a step may be made. */
  async turn(signal: AbortSignal, tell: (event: PaceEvent) => void): Promise<Turn> {
    await this.breathe();
    let told: 'reader' | 'hidden-tab' | null = null;
    for (;;) {
      if (signal.aborted) return 'aborted';
      const by = this.hidden ? 'hidden-tab' : this.playing || this.toldSteps > 0 ? null : 'reader';
      if (by === null) break;
      if (by !== told) tell({ type: 'pause', by });
      told = by;
      await this.woken(signal);
    }
    if (told) tell({ type: 'resume' });
    if (this.toldSteps === 0) return 'step';
    this.toldSteps -= 1;
    return 'told-step';
  }

  private async woken(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.wake = () => {};
  }
}
