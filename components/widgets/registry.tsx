import type { ComponentType } from 'react';
import Bits from './bits';
import DeviceDollars from './device-dollars';
import FeelSpeed from './feel-speed';
import ForwardPass from './forward-pass';
import FourPrecisions from './four-precisions';
import FrozenWeights from './frozen-weights';
import HomeWriter from './home-writer';
import LatencyTimeline from './latency-timeline';
import LifetimeCost from './lifetime-cost';
import NextToken from './next-token';
import NotALookup from './not-a-lookup';
import PhaseLedger from './phase-ledger';
import SizeVsSpeed from './size-vs-speed';
import TokenBill from './token-bill';
import Tokenizer from './tokenizer';
import TrainLive from './train-live';
import TrainingReplay from './training-replay';
import WhyNotFaster from './why-not-faster';

/** Every widget by its `data-widget` name. */
export const widgets: Record<string, ComponentType> = {
  'home-writer': HomeWriter,
  'train-live': TrainLive,
  'training-replay': TrainingReplay,
  'frozen-weights': FrozenWeights,
  'phase-ledger': PhaseLedger,
  tokenizer: Tokenizer,
  'forward-pass': ForwardPass,
  'next-token': NextToken,
  'not-a-lookup': NotALookup,
  'feel-speed': FeelSpeed,
  'latency-timeline': LatencyTimeline,
  'size-vs-speed': SizeVsSpeed,
  'token-bill': TokenBill,
  'device-dollars': DeviceDollars,
  'lifetime-cost': LifetimeCost,
  bits: Bits,
  'four-precisions': FourPrecisions,
  'why-not-faster': WhyNotFaster,
};
