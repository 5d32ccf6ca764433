import { CompoundEntityRef } from '@backstage/catalog-model';
import type { EntityContext } from '@throughline/plugin-context-common';
import { ContextSectionRenderer } from '@throughline/plugin-context-react';
import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';
import { changeOfSection, countChanges } from '../../changes';
import { useContextAddress } from '../../hooks/useContextAddress';
import { AttentionList } from './AttentionList';
import { ChangesLine } from './ChangesLine';
import { ContextBar } from './ContextBar';
import { ContextEmpty, NothingChanged } from './ContextEmpty';
import { GoneSections } from './GoneSections';
import { Members } from './Members';
import { SectionBlock } from './SectionBlock';
import { SourceNotes } from './SourceNotes';

/** Brings the section that the address names into view, once it is there. */
function useScrollToSection(): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (!hash) return;
    document
      .getElementById(decodeURIComponent(hash.slice(1)))
      ?.scrollIntoView({ block: 'start' });
  }, [hash]);
}

/** What is known of an entity, from what is urgent to where to read on. */
export function ContextView(props: {
  entityRef: CompoundEntityRef;
  kind: string;
  withMembers: boolean;
  context: EntityContext;
  renderers: ContextSectionRenderer[];
  firstLook: boolean;
  refreshing: boolean;
  onRefresh(): void;
}) {
  const { context, entityRef, renderers, withMembers } = props;
  const address = useContextAddress();
  useScrollToSection();
  const onlyChanged = address.onlyChanged && context.changes !== undefined;
  const sections = onlyChanged
    ? context.sections.filter(({ sectionId }) =>
        changeOfSection(context, sectionId),
      )
    : context.sections;
  const isEmpty = context.sections.length + countChanges(context.changes) === 0;
  return (
    <>
      {!isEmpty && (
        <ContextBar
          entityRef={entityRef}
          context={context}
          refreshing={props.refreshing}
          onRefresh={props.onRefresh}
        />
      )}
      {!isEmpty && (
        <ChangesLine context={context} firstLook={props.firstLook} />
      )}
      {onlyChanged && countChanges(context.changes) === 0 ? (
        <NothingChanged onShowAll={() => address.showOnlyChanged(false)} />
      ) : (
        <>
          {!isEmpty && (
            <AttentionList {...{ context, onlyChanged, withMembers }} />
          )}
          {withMembers && !context.past && !onlyChanged && (
            <Members entityRef={entityRef} kind={props.kind} />
          )}
          {sections.map(section => (
            <SectionBlock
              key={section.sectionId}
              section={section}
              entityRef={context.entityRef}
              changes={changeOfSection(context, section.sectionId)}
              onlyChanged={onlyChanged}
              renderer={renderers.find(
                ({ sectionId }) => sectionId === section.sectionId,
              )}
            />
          ))}
          <GoneSections context={context} />
          {isEmpty && !withMembers && <ContextEmpty context={context} />}
        </>
      )}
      <SourceNotes context={context} />
    </>
  );
}
