const SIGNS = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'RequestError',
  // Yarn's code for a request that it was told not to make.
  'YN0080',
];

/** Whether a package manager's output says that its registry was not reached. */
export function isNetworkTrouble(output) {
  return SIGNS.some(sign => output.includes(sign));
}
