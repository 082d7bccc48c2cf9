/** Any thrown value as the data that a page shows: for what is on the page's side and catches for itself. */
export { errorToData } from '@/lib/engine/errors';
