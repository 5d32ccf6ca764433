import { hmacConnector } from '../__testUtils__/hmacConnector';
import { SourceRegistry } from './SourceRegistry';
import { SourcesExtension } from './SourcesExtension';

const connectors = [
  hmacConnector({ id: 'github', title: 'GitHub' }),
  hmacConnector({ id: 'junit', title: 'JUnit' }),
];

describe('SourceRegistry', () => {
  it('knows configured sources, and unused connectors as closed ones', () => {
    const registry = new SourceRegistry({
      connectors,
      config: [
        { id: 'ghe', connector: 'github', secrets: ['a'] },
        { id: 'github', connector: 'github', secrets: [] },
      ],
    });
    expect(
      registry.list().map(({ id, title, secrets }) => ({ id, title, secrets })),
    ).toEqual([
      { id: 'ghe', title: 'GitHub (ghe)', secrets: ['a'] },
      { id: 'github', title: 'GitHub', secrets: [] },
      { id: 'junit', title: 'JUnit', secrets: [] },
    ]);
  });

  it('lets a configured source have the name of another connector', () => {
    const registry = new SourceRegistry({
      connectors,
      config: [{ id: 'junit', connector: 'github', secrets: ['a'] }],
    });
    expect(registry.find('junit')?.connector.id).toBe('github');
  });

  it('refuses a scope that its connector cannot be held to', () => {
    const scope = { entities: [], repositories: ['h/o/n'], projects: [] };
    const source = { id: 'ci', connector: 'github', secrets: ['a'], scope };
    expect(() => new SourceRegistry({ connectors, config: [source] })).toThrow(
      'trace.sources.ci.scope cannot be kept: the connector "github" does not say what its deliveries speak of',
    );
  });

  it('refuses a source without its connector, naming its path', () => {
    expect(
      () =>
        new SourceRegistry({
          connectors,
          config: [{ id: 'ci', connector: 'jenkins', secrets: [] }],
        }),
    ).toThrow(
      'trace.sources.ci needs the connector "jenkins", which is not installed (installed: github, junit)',
    );
  });
});

describe('SourcesExtension', () => {
  it('takes a connector of an id once', () => {
    const extension = new SourcesExtension();
    extension.addConnector(connectors[0]);
    expect(() => extension.addConnector(connectors[0])).toThrow(
      'There is a connector "github" already',
    );
    expect(extension.connectors).toEqual([connectors[0]]);
  });
});
