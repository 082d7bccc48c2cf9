import type { ComponentType } from 'react';
import BenchRun from './bench-run';
import Playground from './playground';
import { widgets } from './registry';

/** Every widget of the lab by its `data-widget` name: those of the lessons, and what is only here, so that no lesson carries it. */
export const labWidgets: Record<string, ComponentType> = { playground: Playground, ...widgets, 'bench-run': BenchRun };
