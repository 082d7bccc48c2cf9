import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Process ids of a browser's tabs and of its GPU process. @param session a CDP session of the browser itself */
async function pageProcesses(session) {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === 'renderer' || type === 'GPU').map(({ id }) => id);
}

/** Resident bytes of the tabs' and the GPU's process together, now. */
export async function residentBytes(session) {
  const sizes = execFileSync('ps', ['-o', 'rss=', '-p', (await pageProcesses(session)).join()], { encoding: 'utf8' });
  return 1024 * sizes.trim().split(/\s+/).reduce((sum, size) => sum + Number(size), 0);
}

/**
 * The most that these processes ever held, each by itself, summed: nothing needs to look while they run. Linux keeps it (`VmHWM`);
 * elsewhere this is what they hold now.
 */
export async function peakResidentBytes(session) {
  if (process.platform !== 'linux') return residentBytes(session);
  const kilobytes = (await pageProcesses(session)).map((id) => Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))[1]));
  return 1024 * kilobytes.reduce((sum, size) => sum + size, 0);
}
