import type { ComponentType } from 'react';
import FeelSpeed from './feel-speed';
import HomeWriter from './home-writer';
import LatencyTimeline from './latency-timeline';
import NextToken from './next-token';
import SizeVsSpeed from './size-vs-speed';
import Tokenizer from './tokenizer';

/** Every widget by its `data-widget` name. */
export const widgets: Record<string, ComponentType> = { 'home-writer': HomeWriter, tokenizer: Tokenizer, 'next-token': NextToken, 'feel-speed': FeelSpeed, 'latency-timeline': LatencyTimeline, 'size-vs-speed': SizeVsSpeed };
