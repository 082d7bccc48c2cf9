/**
 * Numbers that know their unit, so that GB cannot stand where GiB is meant: each is made by a function that names its unit, and plain
 * numbers do not pass for one.
 */
declare const unit: unique symbol;
export type Quantity<Name extends string> = number & { readonly [unit]: Name };

export type Bytes = Quantity<'bytes'>;
export type BytesPerSecond = Quantity<'bytes/s'>;
/** Multiplications and additions, counted apart. */
export type Flops = Quantity<'flops'>;
export type FlopsPerSecond = Quantity<'flops/s'>;
export type Seconds = Quantity<'s'>;
export type Dollars = Quantity<'USD'>;
export type DollarsPerHour = Quantity<'USD/hour'>;
export type DollarsPerMillionTokens = Quantity<'USD/million tokens'>;
export type Tokens = Quantity<'tokens'>;
export type TokensPerSecond = Quantity<'tokens/s'>;
export type Ratio = Quantity<'ratio'>;
export type Count = Quantity<'count'>;
export type Nats = Quantity<'nats'>;

export const bytes = (count: number): Bytes => count as Bytes;
/** 10⁹ bytes: what data sheets and discs mean by GB. */
export const gigabytes = (count: number): Bytes => (count * 1e9) as Bytes;
/** 2³⁰ bytes: what most programs mean by GB, and what nvidia-smi and vLLM print as GiB. */
export const gibibytes = (count: number): Bytes => (count * 2 ** 30) as Bytes;
export const gigabytesPerSecond = (count: number): BytesPerSecond => (count * 1e9) as BytesPerSecond;
export const terabytesPerSecond = (count: number): BytesPerSecond => (count * 1e12) as BytesPerSecond;
export const flops = (count: number): Flops => count as Flops;
export const teraflopsPerSecond = (count: number): FlopsPerSecond => (count * 1e12) as FlopsPerSecond;
export const seconds = (count: number): Seconds => count as Seconds;
export const milliseconds = (count: number): Seconds => (count / 1e3) as Seconds;
export const dollars = (amount: number): Dollars => amount as Dollars;
export const dollarsPerHour = (amount: number): DollarsPerHour => amount as DollarsPerHour;
export const dollarsPerMillionTokens = (amount: number): DollarsPerMillionTokens => amount as DollarsPerMillionTokens;
export const tokensPerSecond = (count: number): TokensPerSecond => count as TokensPerSecond;
