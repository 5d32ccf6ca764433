import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { Octokit } from '@octokit/core';
import { RequestError } from '@octokit/request-error';
import { GithubHost } from '../client';
import { Conversion, conversionSchema } from './appAnswer';
import { PATIENCE_MS, problemOf } from './asking';

/**
 * Exchanges the code that GitHub gave for the credentials of the App it made.
 * The code is what proves who asks: this call takes no other credentials.
 *
 * @throws InputError for a code that GitHub does not know, or not any more
 * @throws ServiceUnavailableError when GitHub does not answer as it should
 */
export async function exchangeCode(
  host: GithubHost,
  code: string,
): Promise<Conversion> {
  const octokit = new Octokit({
    baseUrl: host.apiBaseUrl,
    userAgent: 'throughline',
    request: { signal: AbortSignal.timeout(PATIENCE_MS) },
  });
  try {
    const { data } = await octokit.request(
      'POST /app-manifests/{code}/conversions',
      { code },
    );
    const conversion = conversionSchema.safeParse(data);
    if (conversion.success) return conversion.data;
  } catch (error) {
    if (error instanceof RequestError && [404, 422].includes(error.status)) {
      throw new InputError(
        `code: ${host.host} does not know it. A code is good once and for an hour; create the App again, and delete the first one there`,
      );
    }
    throw new ServiceUnavailableError(problemOf(error, host));
  }
  // Not with what was wrong: it would name values of credentials.
  throw new ServiceUnavailableError(
    `${host.host} gave an answer that is no GitHub App`,
  );
}
