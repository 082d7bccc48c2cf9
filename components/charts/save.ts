/** Hands a file to the reader, as a download. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the data once it has begun; one turn of the event loop is enough in every browser.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
