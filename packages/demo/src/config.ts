import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** What the config says about the demo organisation, parsed once. */
export interface DemoConfig {
  /** Signs deliveries of GitHub. */
  githubSecret: string;
  /** Goes with uploads of test results. */
  junitToken: string;
}

/** Whether the demo organisation is asked for. */
export function isDemoEnabled(config: Config): boolean {
  return config.getOptionalBoolean('demo.enabled') ?? false;
}

/**
 * Reads the `demo` part of the config.
 *
 * @returns undefined when the demo is not enabled
 * @throws InputError when it is enabled in production, or a secret is missing
 */
export function readDemoConfig(
  config: Config,
  nodeEnv: string | undefined = process.env.NODE_ENV,
): DemoConfig | undefined {
  if (!isDemoEnabled(config)) return undefined;
  if (nodeEnv === 'production') {
    throw new InputError(
      'demo.enabled is true and NODE_ENV is production: the demo organisation lets anybody in and is for development only. Leave app-config.demo.yaml out.',
    );
  }
  return {
    githubSecret: config.getString('demo.github.secret'),
    junitToken: config.getString('demo.junit.token'),
  };
}
