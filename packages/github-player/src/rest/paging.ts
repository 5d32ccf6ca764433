import { Exchange } from '../server/Exchange';

const LARGEST_PAGE = 100;
const USUAL_PAGE = 30;

function whole(text: string | null, otherwise: number): number {
  const number = Number(text ?? otherwise);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}

/** One page of a list, with the `Link` header to the others. */
export function pageOf<T>(
  { query, path, response }: Exchange,
  api: string,
  items: T[],
): T[] {
  const size = Math.min(whole(query.get('per_page'), USUAL_PAGE), LARGEST_PAGE);
  const page = whole(query.get('page'), 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const links: string[] = [];
  const link = (rel: string, number: number) => {
    const other = new URLSearchParams(query);
    other.set('page', `${number}`);
    links.push(`<${api}${path}?${other}>; rel="${rel}"`);
  };
  if (page > 1) link('prev', page - 1);
  if (page < last) {
    link('next', page + 1);
    link('last', last);
  }
  if (page > 1) link('first', 1);
  if (links.length) response.set('link', links.join(', '));
  return items.slice((page - 1) * size, page * size);
}
