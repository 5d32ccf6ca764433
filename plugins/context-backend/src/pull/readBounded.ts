import { SourceError } from './ContextSource';

/**
 * The body of an answer as text. It is counted as it comes in: a length that is
 * stated may be wrong, and what is compressed says nothing about its size.
 *
 * @throws SourceError when it is longer than `maxBytes`
 */
export async function readBounded(
  response: Response,
  maxBytes: number,
): Promise<string> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  // Leaving the loop cancels the rest of the body.
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw new SourceError(
        `answered with more than ${maxBytes / 1024 / 1024} MiB`,
      );
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
