import { CliError, EXIT } from '../exit';
import { oneLine } from '../output';

/** The innermost reason that says what it is. */
function innermost(error: unknown): { code?: string; message: string } {
  const { name, message, code, cause } = error as NodeJS.ErrnoException & {
    cause?: unknown;
  };
  if (cause instanceof Error) return innermost(cause);
  return { code: name === 'TimeoutError' ? 'TIMEOUT' : code, message };
}

function isCertificate(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)|ERR_TLS|ERR_SSL/.test(code);
}

function reasonOf(error: unknown, timeoutMs: number): string {
  const { code, message } = innermost(error);
  switch (code) {
    case 'ECONNREFUSED':
      return 'cannot be reached: nothing answers there. Is the portal running, and is --portal right?';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'cannot be reached: there is no such host, or no name server. Is --portal right?';
    case 'TIMEOUT':
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return `did not answer within ${
        timeoutMs / 1000
      } s. Try again, or give it longer with --timeout.`;
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return 'broke the connection off before it had answered. Try again.';
    default:
      return code && isCertificate(code)
        ? `is not trusted (${code}). If its certificate is your organisation's own, name the authority's file in NODE_EXTRA_CA_CERTS.`
        : `cannot be reached (${code ?? oneLine(message)}).`;
  }
}

/** Why a request got no answer, for people. */
export function explainFailure(
  error: unknown,
  address: string,
  timeoutMs: number,
): CliError {
  return new CliError(
    EXIT.unreachable,
    `${address} ${reasonOf(error, timeoutMs)}`,
  );
}
