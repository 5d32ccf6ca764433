import { DiscoveryApi } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';
import { DemoStatus, readStatus } from '../../api/demoApi';

/** How often it is asked while something is on its way, in milliseconds. */
export const POLL_EVERY = 2000;

/** How far the demo is loaded, asked for until there is nothing more to come. */
export function useDemoStatus(discovery: DiscoveryApi): DemoStatus | undefined {
  const [status, setStatus] = useState<DemoStatus>();
  useEffect(() => {
    let timer: number | undefined;
    let left = false;
    const ask = async () => {
      // The backend may still be starting; then it is asked again.
      const answer = await readStatus(discovery).catch(() => undefined);
      if (left) return;
      if (answer) setStatus(answer);
      const settled = answer?.state === 'done' || answer?.state === 'failed';
      if (!settled) timer = window.setTimeout(ask, POLL_EVERY);
    };
    ask();
    return () => {
      left = true;
      window.clearTimeout(timer);
    };
  }, [discovery]);
  return status;
}
