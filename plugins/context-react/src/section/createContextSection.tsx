import { Component, ComponentType, lazy, ReactNode, Suspense } from 'react';
import { ContextSectionProps, ContextSectionRenderer } from './types';

const Facts = lazy(() =>
  import('./SectionFacts').then(m => ({ default: m.SectionFacts })),
);

/** Shows the facts when a plugin's own body of its section breaks. */
class FactsInstead extends Component<{
  facts: ReactNode;
  children: ReactNode;
}> {
  static getDerivedStateFromError() {
    return { broken: true };
  }

  state = { broken: false };

  render() {
    return this.state.broken ? this.props.facts : this.props.children;
  }
}

/**
 * The body of a section as a plugin draws it. It is loaded when it is first
 * shown; until then nothing is drawn, and if it cannot be loaded or breaks, the
 * section's facts are.
 *
 * Apps on the older frontend system hand the result to the Context tab's
 * `sections`; on the new one, use {@link ContextSectionBlueprint}.
 */
export function createContextSection(options: {
  /** As the section's plugin answers it, e.g. `trace`. */
  sectionId: string;
  loader(): Promise<ComponentType<ContextSectionProps>>;
}): ContextSectionRenderer {
  const Body = lazy(async () => ({ default: await options.loader() }));
  const ContextSection = (props: ContextSectionProps) => (
    <Suspense fallback={null}>
      <FactsInstead facts={<Facts {...props} />}>
        <Body {...props} />
      </FactsInstead>
    </Suspense>
  );
  return { sectionId: options.sectionId, Component: ContextSection };
}
