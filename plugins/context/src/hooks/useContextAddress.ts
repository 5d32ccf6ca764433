import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

const AT = 'at';
const CHANGED = 'changed';

/** The Context tab's state in the address: the moment and what is shown of it. */
export function useContextAddress() {
  const [params, setParams] = useSearchParams();
  const showOnlyChanged = useCallback(
    (isOn: boolean) =>
      setParams(
        current => {
          const next = new URLSearchParams(current);
          if (isOn) next.set(CHANGED, 'true');
          else next.delete(CHANGED);
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return {
    /** A revision or a time; undefined for now. */
    at: params.get(AT) || undefined,
    onlyChanged: params.get(CHANGED) === 'true',
    showOnlyChanged,
  };
}

/** The address at which a revision can be seen for as long as it is kept. */
export function stableUrl(revision: number): string {
  const url = new URL(window.location.href);
  url.search = new URLSearchParams({ [AT]: String(revision) }).toString();
  url.hash = '';
  return url.toString();
}
