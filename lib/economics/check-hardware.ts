import type { Hardware } from '@/content/hardware';
import { memoryKinds } from './calibration';
import { checkMemory } from './memory';
import { checkChoice, checkPositive, checkText, hasFields, shown } from './numbers';
import { firstRefusal, refusal } from './refusal';
import type { Refusal } from './request';

/** Whether a device says all that a time is worked out from: its kind, its memory with the unit, its bandwidth, and a rate of some arithmetic. */
export function checkHardware(hardware: Hardware): Refusal | undefined {
  if (!hasFields(hardware)) return refusal('unknown-hardware', `The device is ${shown(hardware)}.`, 'Give an object with the fields of content/hardware.ts.');
  const { name, source, maker, family, bandwidthGigabytes, linkGigabytes } = hardware;
  return (
    checkText('name of the device', name) ??
    firstRefusal(
      checkText(`source of ${name}`, source),
      checkText(`maker of ${name}`, maker),
      checkChoice('family', family, memoryKinds),
      checkMemory(hardware),
      checkPositive(`bandwidthGigabytes of ${name}`, bandwidthGigabytes, 1e6),
      linkGigabytes === undefined ? undefined : checkPositive(`linkGigabytes of ${name}`, linkGigabytes, 1e6),
      checkRates(hardware),
    )
  );
}

function checkRates({ name, teraflops }: Hardware): Refusal | undefined {
  const rates = hasFields(teraflops) ? Object.entries(teraflops) : [];
  if (rates.length === 0) return refusal('invalid-number', `teraflops of ${name} states no rate.`, 'Give the dense rate of at least one arithmetic: { f16: 165 }, say.');
  return firstRefusal(...rates.map(([type, rate]) => checkPositive(`teraflops.${type} of ${name}`, rate, 1e7)));
}
