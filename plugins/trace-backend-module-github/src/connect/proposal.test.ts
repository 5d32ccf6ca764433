import {
  componentEntityV1alpha1Validator,
  KubernetesValidatorFunctions,
} from '@backstage/catalog-model';
import fc from 'fast-check';
import { parse } from 'yaml';
import { catalogProposal, entityName } from './proposal';

describe('catalogProposal', () => {
  it('is a component that claims the repository', async () => {
    const text = catalogProposal({
      host: 'github.com',
      slug: 'acme/payments',
      description: 'Takes money: "safely"\n# and says so',
    });
    const entity = parse(text);
    expect(await componentEntityV1alpha1Validator.check(entity)).toBe(true);
    expect(entity).toMatchObject({
      kind: 'Component',
      metadata: {
        name: 'payments',
        description: 'Takes money: "safely" # and says so',
        annotations: { 'github.com/project-slug': 'acme/payments' },
      },
    });
    for (const annotation of ['paths', 'ticket-keys', 'service']) {
      expect(text).toContain(`throughline.dev/${annotation}: `);
    }
  });

  it('leaves the slug to hosts whose name says what they are', () => {
    const annotationsOn = (host: string) =>
      parse(catalogProposal({ host, slug: 'acme/payments' })).metadata
        .annotations;
    expect(annotationsOn('github.corp.example')).toBeDefined();
    expect(annotationsOn('git.corp.example')).toBeUndefined();
  });

  it('has a name that the catalog takes, whatever the repository is called', () => {
    expect(entityName('.github')).toBe('github');
    expect(entityName('Shop_2.0-')).toBe('Shop_2.0');
    expect(entityName('---')).toBe('repository');
    fc.assert(
      fc.property(fc.string({ maxLength: 120 }), name =>
        KubernetesValidatorFunctions.isValidObjectName(entityName(name)),
      ),
    );
  });

  it('holds what people wrote as text, never as YAML', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), description => {
        const { metadata, spec } = parse(
          catalogProposal({ host: 'github.com', slug: 'a/b', description }),
        );
        expect(metadata.name).toBe('b');
        expect(Object.keys(spec)).toEqual(['type', 'lifecycle', 'owner']);
      }),
    );
  });
});
