import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-proxy-backend'));
backend.add(import('@backstage/plugin-events-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-github-provider'));

backend.add(import('@backstage/plugin-permission-backend'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-github'));

backend.add(import('@backstage/plugin-search-backend'));
// Takes over on PostgreSQL; on SQLite the engine built into search is used.
backend.add(import('@backstage/plugin-search-backend-module-pg'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.add(import('@throughline/plugin-context-backend'));
backend.add(import('@throughline/plugin-trace-backend'));
backend.add(import('@throughline/plugin-trace-backend-module-cdevents'));
backend.add(import('@throughline/plugin-trace-backend-module-events'));
backend.add(import('@throughline/plugin-trace-backend-module-git'));
backend.add(import('@throughline/plugin-trace-backend-module-github'));
backend.add(import('@throughline/plugin-trace-backend-module-gitlab'));
backend.add(import('@throughline/plugin-trace-backend-module-jira'));
backend.add(import('@throughline/plugin-trace-backend-module-junit'));
backend.add(import('@throughline/plugin-trace-backend-module-sarif'));
backend.add(import('@throughline/plugin-trace-backend-module-pagerduty'));
backend.add(import('@throughline/plugin-trace-backend-module-rest'));

// Guests and the demo organisation are for development. Not loading them is a
// closed door that no setting can open by mistake.
if (process.env.NODE_ENV === 'development') {
  backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
  // Brings its own policy, which allows all but two of its people everything.
  backend.add(import('@throughline/demo'));
} else {
  // A deployment that wants less than this puts its own policy here.
  backend.add(
    import('@backstage/plugin-permission-backend-module-allow-all-policy'),
  );
}

// Half a portal is worse than none: what watches the process has to see it end.
// The backend has said why by then.
backend.start().catch(() => process.exit(1));
