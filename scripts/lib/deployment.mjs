/** What a deployment has to be told, and what each of it is. */
const REQUIRED = {
  APP_BASE_URL: 'address people open, e.g. https://portal.example.com',
  POSTGRES_HOST: 'host name of the PostgreSQL server',
  POSTGRES_PORT: 'its port, usually 5432',
  POSTGRES_USER: 'a role that may create databases',
  POSTGRES_PASSWORD: 'the password of that role',
  AUTH_GITHUB_CLIENT_ID:
    'client id of a GitHub OAuth app with the callback <APP_BASE_URL>/api/auth/github/handler/frame',
  AUTH_GITHUB_CLIENT_SECRET: 'client secret of that OAuth app',
};

/** A line for each required variable that is not set. */
export function missingSettings(env) {
  const width = Math.max(...Object.keys(REQUIRED).map(name => name.length));
  return Object.entries(REQUIRED)
    .filter(([name]) => !env[name])
    .map(([name, what]) => `  ${name.padEnd(width)}  ${what}`);
}
