/** Other people's engines behind the face of ours. Imported by a worker, and only when a reader has chosen one. */
export { createTransformersEngine, mostDownloadBytes, type TransformersOptions } from './transformers-js';
export { describeHubModel, hubOrigin, type HubChoice, type HubModel } from './hub';
export { foreignDtypes, isForeignDtype, type ForeignDtype } from './foreign-dtype';
export type { ForeignSource } from './foreign-files';
export type { ForeignFile, ForeignLoadEvent, KnownFile, ReadForeignFile, TellLoad } from './foreign-file';
