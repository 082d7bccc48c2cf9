import subgroup from './reduce.subgroup.wgsl';
import workgroup from './reduce.workgroup.wgsl';

/**
 * A kernel's source for each way in which 64 invocations can share a sum: `main` calls `sumOfAll` and `largestOfAll`,
 * and this puts the right ones before it.
 */
export function sharedVariants(main: string): { readonly workgroup: string; readonly subgroup: string } {
  return { workgroup: `${workgroup}\n${main}`, subgroup: `${subgroup}\n${main}` };
}
