import type { BatchChoice, BatchRunner, DecodeManner, DecodePass, DecodeRow } from './batch-runner';

/** One sequence in a decode step. */
export interface DecodingSequence extends DecodeRow {
  readonly sequence: number;
  /** The coin for the token after the next. */
  readonly coinAfter: number;
}

/**
 * Decode steps of a batch, one after another. While the same sequences go on, the next step is submitted before the last one's
 * tokens are read back, as a single run does: the device is never idle for the sake of a readback.
 */
export class BatchDecode {
  private ahead: { readonly sequences: readonly number[]; readonly pass: DecodePass } | undefined;

  constructor(private readonly runner: BatchRunner) {}

  /** The next step is under way already. */
  get isAhead(): boolean {
    return this.ahead !== undefined;
  }

  /**
   * @param lookAhead nobody joins before the next step, and nobody's length ends with this one
   * @returns what each sequence writes, in their order
   */
  async step(rows: readonly DecodingSequence[], manner: DecodeManner, lookAhead: boolean): Promise<readonly BatchChoice[]> {
    const sequences = rows.map(({ sequence }) => sequence);
    const { pass, order } = await this.take(rows, sequences, manner);
    // Rows of sequences that left meanwhile are still in that pass: the next one is made without them.
    if (lookAhead && manner !== 'last' && order.length === pass.rows.length) {
      this.ahead = { sequences, pass: pass.next(rows.map(({ coinAfter }) => coinAfter)) };
    }
    const choices = await pass.choices;
    return order.map((row) => choices[row]);
  }

  /** Wait for what is under way, and forget it. */
  async settle(): Promise<void> {
    const ahead = this.ahead;
    this.ahead = undefined;
    await ahead?.pass.choices.catch(() => {});
  }

  /** The pass that was submitted ahead, if it serves all these; else a new one. `order`: the row of each sequence in it. */
  private async take(rows: readonly DecodingSequence[], sequences: readonly number[], manner: DecodeManner): Promise<{ pass: DecodePass; order: readonly number[] }> {
    const order = sequences.map((sequence) => this.ahead?.sequences.indexOf(sequence) ?? -1);
    if (this.ahead && manner !== 'last' && !order.includes(-1)) {
      const { pass } = this.ahead;
      this.ahead = undefined;
      return { pass, order };
    }
    // Somebody has joined: what was submitted ahead is computed once more, to the same numbers.
    await this.settle();
    return { pass: await this.runner.submit(rows, manner), order: rows.map((_, row) => row) };
  }
}
