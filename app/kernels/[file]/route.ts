import { kernelNames, readKernelTexts } from '@/components/widgets/forward-pass/kernel-sources';

export const dynamic = 'force-static';
export const dynamicParams = false;

/** A file for each kernel of the forward pass. */
export const generateStaticParams = () => kernelNames.map((name) => ({ file: `${name}.json` }));

/** The kernel's sources for readers, written once when the site is built: `/kernels/linear.json`. */
export async function GET(_request: Request, { params }: { readonly params: Promise<{ readonly file: string }> }): Promise<Response> {
  const { file } = await params;
  return Response.json(readKernelTexts(file.replace(/\.json$/, '')));
}
