import type {
  ContextLink,
  SectionChange,
} from '@throughline/plugin-context-common';
import { ChangeMark, PortalLink } from '@throughline/plugin-context-react';
import { removedItems } from '../../changes';
import styles from './context.module.css';

/** Where to read on. */
export function SectionLinks(props: {
  links: ContextLink[];
  changes?: SectionChange;
}) {
  const { links, changes } = props;
  const marked = changes?.change === 'changed' ? changes.links : [];
  const gone = removedItems(marked);
  if (links.length + gone.length === 0) return null;
  return (
    <ul className={styles.links}>
      {links.map(({ href, title }) => {
        const change = marked.find(({ id }) => id === href);
        return (
          <li key={href}>
            <PortalLink href={href}>{title}</PortalLink>
            {change && (
              <ChangeMark
                change={change.change}
                before={change.before?.title}
              />
            )}
          </li>
        );
      })}
      {gone.map(({ href, title }) => (
        <li key={href}>
          <del className={styles.quiet}>{title}</del>
          <ChangeMark change="removed" />
        </li>
      ))}
    </ul>
  );
}
