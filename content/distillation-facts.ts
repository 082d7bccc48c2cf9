import type { SourceId } from './sources';

/** What a published distillation kept of its teacher, and what it saved. */
export interface DistillationFact {
  readonly student: string;
  readonly teacher: string;
  /** Whole sentence parts after "the student": `is smaller by`, `keeps`. */
  readonly finding: string;
  readonly value: number;
  readonly unit: 'percent' | 'times' | 'points' | 'GPU-hours';
  readonly source: SourceId;
  /** Of what, measured how: a score kept on one benchmark hides the tasks that fell. */
  readonly note?: string;
}

const distilBert = { student: 'DistilBERT', teacher: 'BERT base', source: 'distilbert' } as const;
const tinyBert = { student: 'TinyBERT of 4 layers', teacher: 'BERT base', source: 'tinybert' } as const;
const minitron = { student: 'Minitron 8B and 4B', teacher: 'Nemotron-4 15B', source: 'minitron' } as const;
const gemma = { student: 'a Gemma 2 model of 2B', teacher: 'a 7B model', source: 'gemma-2' } as const;

export const distillationFacts: readonly DistillationFact[] = [
  { ...distilBert, finding: 'is smaller by', value: 40, unit: 'percent' },
  { ...distilBert, finding: 'keeps of the teacher’s language understanding', value: 97, unit: 'percent', note: 'mean over the GLUE benchmark' },
  { ...distilBert, finding: 'is faster by', value: 60, unit: 'percent' },
  { ...distilBert, finding: 'took to train', value: 720, unit: 'GPU-hours', note: '8 V100 of 16 GB for about 90 hours' },
  { ...tinyBert, finding: 'keeps of the teacher’s score, more than', value: 96.8, unit: 'percent', note: 'on the GLUE benchmark' },
  { ...tinyBert, finding: 'is smaller by a factor of', value: 7.5, unit: 'times' },
  { ...tinyBert, finding: 'is faster by a factor of', value: 9.4, unit: 'times' },
  { ...minitron, finding: 'needed fewer training tokens than from scratch, by up to', value: 40, unit: 'times', note: 'weights are pruned first, then the student learns from the teacher' },
  { ...minitron, finding: 'made the whole family of three cheaper to train by a factor of', value: 1.8, unit: 'times' },
  { ...gemma, finding: 'scored from scratch', value: 60.3, unit: 'points', note: 'mean of three benchmarks after 500 billion tokens' },
  { ...gemma, finding: 'scored when it learnt from the teacher', value: 67.7, unit: 'points', note: 'mean of three benchmarks after the same 500 billion tokens' },
  { student: 'Llama 3.2 1B and 3B', teacher: 'Llama 3.1 8B and 70B', finding: 'took for writing down the teachers’ logits', value: 86_000, unit: 'GPU-hours', source: 'llama-3.2-model-card', note: 'against 830,000 for training both' },
];
