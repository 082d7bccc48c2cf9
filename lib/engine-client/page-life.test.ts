import { expect, it, vi } from 'vitest';
import { followPage } from './page-life';

it('suspends when the page is left, and resumes only when the same page comes back', () => {
  const page = new EventTarget();
  const client = { suspend: vi.fn(), resume: vi.fn() };
  const show = (persisted: boolean) => page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
  const leave = followPage(page, client);
  show(false); // The page's first showing.
  expect(client.resume).not.toHaveBeenCalled();
  page.dispatchEvent(new Event('pagehide'));
  expect(client.suspend).toHaveBeenCalledTimes(1);
  show(true);
  expect(client.resume).toHaveBeenCalledTimes(1);
  leave();
  page.dispatchEvent(new Event('pagehide'));
  show(true);
  expect(client.suspend).toHaveBeenCalledTimes(1);
  expect(client.resume).toHaveBeenCalledTimes(1);
});
