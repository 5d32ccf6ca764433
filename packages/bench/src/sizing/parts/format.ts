import { short } from '../../figures/numbers';

/** A column of numbers. */
export const number = (head: string) => ({ head, number: true });

/** Bytes in words. */
export const gigabytes = (bytes: number) => `${short(bytes / 1e9)} GB`;

/** Bytes in words. */
export const megabytes = (bytes: number) => `${short(bytes / 1e6)} MB`;

/** Bytes in words. */
export const kilobytes = (bytes: number) => `${short(bytes / 1e3)} kB`;

/** A whole number in words. */
export const rounded = (value: number) =>
  Math.round(value).toLocaleString('en-GB');

/** A share in words. */
export const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** All of them together. */
export const sum = (values: number[]) =>
  values.reduce((all, value) => all + value, 0);
