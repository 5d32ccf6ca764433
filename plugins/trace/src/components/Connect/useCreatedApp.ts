import { useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import {
  GithubAppRequest,
  GithubAppResponse,
} from '@throughline/plugin-trace-common';
import { useSearchParams } from 'react-router-dom';
import { traceApiRef } from '../../api';

/** An App that GitHub just made, if somebody comes back from there. */
export interface CreatedAppState {
  working: boolean;
  app?: GithubAppResponse;
  error?: Error;
  /** Tries once more after an error. */
  retry(): void;
  /** Forgets the credentials. */
  forget(): void;
}

/**
 * Takes over the App whose code GitHub put into the address. The code leaves
 * the address at once, so that it is in no bookmark and no second attempt.
 */
export function useCreatedApp(): CreatedAppState {
  const traceApi = useApi(traceApiRef);
  const [params, setParams] = useSearchParams();
  const [request, setRequest] = useState<GithubAppRequest>();
  const [app, setApp] = useState<GithubAppResponse>();
  const [error, setError] = useState<Error>();
  const sent = useRef<GithubAppRequest>();
  const code = params.get('code');
  const state = params.get('state');

  useEffect(() => {
    if (!code || !state) return;
    setRequest({ code, state });
    setParams(
      current => {
        const rest = new URLSearchParams(current);
        rest.delete('code');
        rest.delete('state');
        return rest;
      },
      { replace: true },
    );
  }, [code, state, setParams]);

  useEffect(() => {
    // GitHub answers a code once, so it must not be sent twice.
    if (!request || sent.current === request) return;
    sent.current = request;
    traceApi.createGithubApp(request).then(setApp, setError);
  }, [request, traceApi]);

  return {
    working: Boolean(request && !app && !error),
    app,
    error,
    retry: () => {
      setError(undefined);
      setRequest(before => before && { ...before });
    },
    forget: () => {
      setApp(undefined);
      setRequest(undefined);
    },
  };
}
