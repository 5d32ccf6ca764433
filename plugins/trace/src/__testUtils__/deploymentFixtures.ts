import { DeploymentSummary } from '@throughline/plugin-trace-common';

const nothing = { commits: 0, changes: [], truncated: false };

/** Made up: a rollback after a deployment, after the first one known. */
export const someDeployments: DeploymentSummary[] = [
  {
    id: 'deployment:github.com/acme/payments/3',
    environment: 'prod-eu',
    production: true,
    version: 'v2.3.0',
    at: '2026-03-04T12:00:00.000Z',
    outcome: 'rollback',
    url: 'https://github.com/acme/payments/deployments/3',
    added: nothing,
    removed: {
      commits: 3,
      changes: [
        { id: 'change:github.com/acme/payments#12', title: 'A', number: 12 },
        {
          id: 'change:github.com/acme/payments#13',
          title: 'hidden by the backend',
          number: 13,
          restricted: 'hidden',
        },
      ],
      truncated: false,
    },
  },
  {
    id: 'deployment:github.com/acme/payments/2',
    environment: 'prod-eu',
    production: true,
    version: 'v2.4.0',
    at: '2026-03-04T11:00:00.000Z',
    outcome: 'forward',
    incomplete: true,
    estimated: true,
    added: { commits: 41, changes: [], truncated: true },
    removed: nothing,
  },
  {
    id: 'deployment:github.com/acme/payments/1',
    environment: 'prod-eu',
    production: true,
    version: 'v2.3.0',
    at: '2026-03-04T10:00:00.000Z',
    outcome: 'baseline',
  },
];
