/** Errors as a page shows them: for what is on the page's side, and throws or catches for itself. */
export { EngineError, errorToData } from '@/lib/engine/errors';
