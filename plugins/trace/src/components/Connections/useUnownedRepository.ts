import { useSearchParams } from 'react-router-dom';

const NAME = 'unowned';

/** Which repository's parts without an entity are shown, kept in the address. */
export function useUnownedRepository() {
  const [params] = useSearchParams();
  const hrefOf = (repository: string | undefined) => {
    const next = new URLSearchParams(params);
    if (repository) next.set(NAME, repository);
    else next.delete(NAME);
    return `?${next}#unowned`;
  };
  return { repository: params.get(NAME) ?? undefined, hrefOf };
}
