import { encodedTexts, hasWords } from '@throughline/backend-kit';
import { decompress } from '../inbox/compression';
import { MarkFinder } from './MarkFinder';

/** Whether a body, deflated as it is stored, speaks of somebody erased. */
export async function speaksOf(
  body: Buffer,
  finder: MarkFinder,
): Promise<boolean> {
  const text = (await decompress(body)).toString('utf8');
  return encodedTexts(text).some(decoded => hasWords(decoded, finder));
}
