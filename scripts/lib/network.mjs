const SIGNS = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'RequestError',
];

/** Whether a package manager's output says that its registry was not reached. */
export function isNetworkTrouble(output) {
  return SIGNS.some(sign => output.includes(sign));
}
