/** Whether the reader's browser asks sites to be sparing. Only some browsers tell, and `connection` is in no standard type. */
export function asksToSaveData(browser: object): boolean {
  const { connection } = browser as { connection?: { saveData?: unknown } | null };
  return connection?.saveData === true;
}
