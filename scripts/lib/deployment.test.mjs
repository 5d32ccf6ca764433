import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { missingSettings } from './deployment.mjs';

const complete = {
  APP_BASE_URL: 'https://portal.example.com',
  POSTGRES_HOST: 'db.example.com',
  POSTGRES_PORT: '5432',
  POSTGRES_USER: 'portal',
  POSTGRES_PASSWORD: 'example',
  AUTH_GITHUB_CLIENT_ID: 'example',
  AUTH_GITHUB_CLIENT_SECRET: 'example',
};

describe('settings of a deployment', () => {
  it('are complete when every variable is set', () => {
    assert.deepEqual(missingSettings(complete), []);
  });

  it('name a missing variable and what it is', () => {
    const { POSTGRES_PORT: _, ...rest } = complete;
    const [line, ...others] = missingSettings(rest);
    assert.match(line, /POSTGRES_PORT .*5432/);
    assert.deepEqual(others, []);
  });

  it('take an empty variable for a missing one', () => {
    assert.equal(missingSettings({ ...complete, POSTGRES_USER: '' }).length, 1);
  });
});

describe('npm run start:built', () => {
  const script = fileURLToPath(new URL('../start-built.mjs', import.meta.url));
  const run = env =>
    spawnSync(process.execPath, [script], {
      env: { PATH: process.env.PATH, ...env },
      encoding: 'utf8',
    });

  it('names everything that is missing at once, and nothing else', () => {
    const {
      APP_BASE_URL: _,
      AUTH_GITHUB_CLIENT_SECRET: __,
      ...rest
    } = complete;
    const { status, stderr } = run(rest);
    assert.equal(status, 1);
    assert.match(stderr, /APP_BASE_URL/);
    assert.match(stderr, /AUTH_GITHUB_CLIENT_SECRET/);
    assert.doesNotMatch(stderr, /POSTGRES_HOST/);
    assert.doesNotMatch(stderr, /\bat .*\.mjs/);
  });
});
