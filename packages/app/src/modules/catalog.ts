import catalogPlugin from '@backstage/plugin-catalog/alpha';

/**
 * The catalog as the page people land on. Set here and not in app-config.yaml,
 * because lists in a second config file replace those of the first, and the
 * landing page would go with them.
 */
export const catalogAtRoot = catalogPlugin.withOverrides({
  extensions: [
    catalogPlugin
      .getExtension('page:catalog')
      .override({ params: { path: '/' } }),
  ],
});
