import { CliError, EXIT, usage } from '../exit';
import { oneLine } from '../output';

/** What the portal says of its own errors. */
function messageOf(text: string): string {
  try {
    const { error } = JSON.parse(text);
    return typeof error?.message === 'string' ? oneLine(error.message) : '';
  } catch {
    return '';
  }
}

/** `in 30 s`, or when the header says so. */
function waitOf(retryAfter: string | null): string {
  if (!retryAfter) return 'later';
  if (/^\d{1,6}$/.test(retryAfter)) return `in ${Number(retryAfter)} s`;
  const date = new Date(retryAfter);
  return Number.isNaN(date.getTime()) ? 'later' : `after ${date.toISOString()}`;
}

/** What an answer that is no success means, for people. */
export function explainAnswer(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  text: string,
  meaning: { notFound: string; credential: string },
): CliError {
  const message = messageOf(text);
  const said = message ? `: ${message}` : '';
  if (status >= 300 && status < 400) {
    const target = headers.get('location');
    return usage(
      `The portal is elsewhere${
        target ? ` (it sends us to ${oneLine(target)})` : ''
      }; give that address as --portal.`,
    );
  }
  switch (status) {
    case 401:
      return new CliError(
        EXIT.denied,
        `The portal does not let us in${said}.\n${meaning.credential}`,
      );
    case 403:
      return new CliError(
        EXIT.denied,
        `The portal knows us and does not allow this${said}.`,
      );
    case 404:
      return new CliError(EXIT.nothing, meaning.notFound);
    case 429:
    case 502:
    case 503:
    case 504:
      return new CliError(
        EXIT.unreachable,
        `The portal is busy or starting (${status}${said}); try again ${waitOf(
          headers.get('retry-after'),
        )}.`,
      );
    default:
      return new CliError(
        EXIT.refused,
        status >= 500
          ? `The portal has a fault (${status}${said}); its log says more.`
          : `The portal refused it (${status}${said}).`,
      );
  }
}
