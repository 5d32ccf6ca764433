import { useCallback } from 'react';
import { FINDING_STATES, FindingState } from '@throughline/plugin-trace-common';
import { useSearchParams } from 'react-router-dom';

const VIEW = 'findings';

/** Which findings are shown: `?findings=excepted`, so that it can be linked. */
export function useFindingsView() {
  const [params, setParams] = useSearchParams();
  const asked = FINDING_STATES.find(state => state === params.get(VIEW));
  const show = useCallback(
    (view: FindingState) =>
      setParams(
        current => {
          const next = new URLSearchParams(current);
          next.set(VIEW, view);
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return { view: asked ?? 'open', isAsked: asked !== undefined, show };
}
