/** One dispatch as the device was told it. */
export interface CountedDispatch {
  /** Label of the program: the kernel, its variant and the storage it reads. */
  readonly pipeline: string;
  /** What it is bound to, in order. */
  readonly buffers: readonly GPUBuffer[];
}

/** What a device has been asked for since the last `clear`. */
export interface DeviceCounts {
  /** Names of the calls that made an object on it, such as `createBuffer`. Encoders are not counted: a submission cannot be without one. */
  readonly created: string[];
  /** The dispatches of each submission, in the order in which they were encoded. */
  readonly submissions: CountedDispatch[][];
  clear(): void;
}

/** Listens at a device to all that is made, encoded and submitted from now on: what an engine really asks of a GPU, not what it plans. */
export function countDevice(device: GPUDevice): DeviceCounts {
  const created: string[] = [];
  const submissions: CountedDispatch[][] = [];
  const buffersOf = new WeakMap<GPUBindGroup, readonly GPUBuffer[]>();
  const encoded = new WeakMap<GPUCommandBuffer, readonly CountedDispatch[]>();

  for (const name in device) {
    if (name.startsWith('create') && name !== 'createCommandEncoder') after(device, name as keyof GPUDevice, () => created.push(name));
  }
  after(device, 'createBindGroup', ([{ entries }]: [GPUBindGroupDescriptor], group: GPUBindGroup) => {
    buffersOf.set(group, [...entries].map(({ resource }) => (resource as GPUBufferBinding).buffer));
  });
  after(device, 'createCommandEncoder', (_given, encoder: GPUCommandEncoder) => {
    const dispatches: CountedDispatch[] = [];
    after(encoder, 'beginComputePass', (_descriptor, pass: GPUComputePassEncoder) => {
      let pipeline = '';
      let buffers: readonly GPUBuffer[] = [];
      after(pass, 'setPipeline', ([{ label }]: [GPUComputePipeline]) => (pipeline = label));
      after(pass, 'setBindGroup', ([, group]: [number, GPUBindGroup]) => (buffers = buffersOf.get(group)!));
      for (const name of ['dispatchWorkgroups', 'dispatchWorkgroupsIndirect'] as const) after(pass, name, () => dispatches.push({ pipeline, buffers }));
    });
    after(encoder, 'finish', (_descriptor, commands: GPUCommandBuffer) => encoded.set(commands, dispatches));
  });
  after(device.queue, 'submit', ([buffers]: [readonly GPUCommandBuffer[]]) => submissions.push(buffers.flatMap((commands) => encoded.get(commands)!)));

  return {
    created,
    submissions,
    clear: () => {
      created.length = 0;
      submissions.length = 0;
    },
  };
}

/** Has a method of this one object tell what it was given and what it gave. */
function after<Target extends object, Given extends readonly unknown[], Result>(target: Target, name: keyof Target, tell: (given: Given, result: Result) => unknown): void {
  const original = (target[name] as (...given: Given) => Result).bind(target);
  Object.defineProperty(target, name, {
    configurable: true,
    value: (...given: Given) => {
      const result = original(...given);
      tell(given, result);
      return result;
    },
  });
}
