/**
 * Lets pending events (an abort, a ping) be handled before the next step. A message to oneself, because timers are
 * held back to 4 ms once nested.
 */
export function yieldToEvents(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}
