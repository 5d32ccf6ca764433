/** The status of an address, or undefined while nobody answers. */
export async function statusOf(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return undefined;
  }
}

/** JSON of an address, or undefined while it has none to give. */
export async function jsonOf(url, options = {}) {
  try {
    const signal = AbortSignal.timeout(5000);
    const response = await fetch(url, { ...options, signal });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

/** Waits until a check gives something, or until asked to give up. */
export async function until(
  check,
  { everyMs = 500, giveUp = () => false } = {},
) {
  while (!giveUp()) {
    const result = await check();
    if (result) return result;
    await new Promise(resolve => setTimeout(resolve, everyMs));
  }
  return undefined;
}
