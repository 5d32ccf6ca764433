import { Repository } from '../model/types';
import { Links } from '../server/Links';

/** A label by its name. */
export function labelShape(repository: Repository, name: string, links: Links) {
  return {
    // Derived from the name, so that it is the same each time.
    id: repository.id * 1000 + name.length,
    node_id: `LA_${name}`,
    url: links.rest(repository, `/labels/${encodeURIComponent(name)}`),
    name,
    color: 'ededed',
    default: false,
    description: '',
  };
}
