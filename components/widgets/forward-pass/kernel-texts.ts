/** A file, or a part of one, as it is in the repository. */
export interface KernelText {
  readonly path: string;
  readonly text: string;
}

/** A kernel told twice: for the GPU, and plainly. */
export interface KernelTexts {
  readonly kernel: string;
  /** Plain loops over f32. */
  readonly reference: KernelText;
  /** WGSL: the plain variant first, then what other variants use. */
  readonly shaders: readonly KernelText[];
}

const known = new Map<string, Promise<KernelTexts>>();

/** A kernel's texts, fetched once a visit. @throws Error in words */
export function loadKernelTexts(kernel: string): Promise<KernelTexts> {
  const loading = known.get(kernel) ?? fetchTexts(kernel);
  known.set(kernel, loading);
  loading.catch(() => known.delete(kernel));
  return loading;
}

async function fetchTexts(kernel: string): Promise<KernelTexts> {
  const url = `${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/kernels/${kernel}.json`;
  const response = await fetch(url).catch(() => null);
  if (!response?.ok) throw new Error(`The source of the kernel ${kernel} could not be fetched.`);
  return (await response.json()) as KernelTexts;
}
