import type { ComponentType } from 'react';
import HomeWriter from './home-writer';
import NextToken from './next-token';
import Tokenizer from './tokenizer';

/** Every widget by its `data-widget` name. */
export const widgets: Record<string, ComponentType> = { 'home-writer': HomeWriter, tokenizer: Tokenizer, 'next-token': NextToken };
