/**
 * Counts the GPU buffers that are alive in this worker, and tells whoever asks on the channel `soak`. Imported before the
 * worker proper, so that none escapes it.
 */
const alive = new Map<GPUBuffer, number>();

const create = GPUDevice.prototype.createBuffer;
GPUDevice.prototype.createBuffer = function (descriptor) {
  const buffer = create.call(this, descriptor);
  alive.set(buffer, descriptor.size);
  return buffer;
};

const destroy = GPUBuffer.prototype.destroy;
GPUBuffer.prototype.destroy = function () {
  alive.delete(this);
  return destroy.call(this);
};

const channel = new BroadcastChannel('soak');
channel.onmessage = ({ data }) => {
  if (data !== 'count') return;
  channel.postMessage({ buffers: alive.size, bytes: [...alive.values()].reduce((sum, size) => sum + size, 0) });
};
