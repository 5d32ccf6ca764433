import { GithubIntegrationConfig } from '@backstage/integration';
import { GithubAppResponse } from '@throughline/plugin-trace-common';
import { stringify } from 'yaml';
import { z } from 'zod';

/**
 * What GitHub answers when the code of a manifest is exchanged.
 *
 * https://docs.github.com/en/rest/apps/apps#create-a-github-app-from-a-manifest
 */
export const conversionSchema = z.object({
  id: z.number().int(),
  slug: z.string().regex(/^[\w-]+$/),
  name: z.string(),
  html_url: z.url({ protocol: /^https?$/ }),
  client_id: z.string(),
  client_secret: z.string(),
  webhook_secret: z.string().nullish(),
  pem: z.string(),
});

/** See {@link conversionSchema}. */
export type Conversion = z.infer<typeof conversionSchema>;

/**
 * The file that Backstage reads an App's credentials from.
 *
 * https://backstage.io/docs/integrations/github/github-apps
 */
function credentialsYaml(app: Conversion, webhookUrl: string): string {
  return [
    `# GitHub App "${app.name.replace(/\s+/g, ' ')}". Keep it out of git.\n`,
    stringify({
      appId: app.id,
      ...(app.webhook_secret && { webhookUrl }),
      clientId: app.client_id,
      clientSecret: app.client_secret,
      ...(app.webhook_secret && { webhookSecret: app.webhook_secret }),
      privateKey: app.pem,
    }),
  ].join('');
}

/** The lines of the configuration that use the file. */
function configYaml(
  { host, apiBaseUrl }: GithubIntegrationConfig,
  options: { fileName: string; source: string; hasSecret: boolean },
): string {
  const { fileName, source, hasSecret } = options;
  return stringify({
    integrations: {
      github: [
        {
          host,
          ...(host !== 'github.com' && apiBaseUrl && { apiBaseUrl }),
          apps: [{ $include: fileName }],
        },
      ],
    },
    ...(hasSecret && {
      trace: {
        sources: {
          [source]: { secrets: [{ $include: `${fileName}#webhookSecret` }] },
        },
      },
    }),
  });
}

/** What is shown of a new App, once. */
export function appAnswer(
  integration: GithubIntegrationConfig,
  app: Conversion,
  options: { webhookUrl: string; source: string },
): GithubAppResponse {
  const { webhookUrl, source } = options;
  const fileName = `github-app-${app.slug}-credentials.yaml`;
  return {
    host: integration.host,
    name: app.name,
    htmlUrl: app.html_url,
    installUrl: `${app.html_url.replace(/\/$/, '')}/installations/new`,
    fileName,
    credentialsYaml: credentialsYaml(app, webhookUrl),
    configYaml: configYaml(integration, {
      fileName,
      source,
      hasSecret: Boolean(app.webhook_secret),
    }),
  };
}
