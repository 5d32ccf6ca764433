/** What a reader follows, and what is to be seen afterwards. */
const SETS = {
  suite: {
    pages: [{ file: 'docs/installing.md' }],
    tabs: ['Delivery', 'Context'],
  },
  trace: {
    pages: [
      { file: 'plugins/trace-backend/README.md', section: 'Install' },
      {
        file: 'plugins/trace-backend-module-github/README.md',
        section: 'Set up',
      },
      { file: 'plugins/trace/README.md', section: 'Install' },
    ],
    tabs: ['Delivery'],
  },
  context: {
    pages: [
      { file: 'plugins/context-backend/README.md', section: 'Install' },
      { file: 'plugins/context/README.md', section: 'Install' },
    ],
    tabs: ['Context'],
  },
};

const SYSTEMS = ['new', 'legacy'];

/**
 * Releases of Backstage: the version of `@backstage/create-app` that makes an
 * app of it and, for an older one, the day until which Backstage's packages are taken.
 */
const RELEASES = [
  { backstage: '1.55', createApp: '0.9.2' },
  { backstage: '1.54', createApp: '0.9.1', until: '2026-09-10' },
];

/**
 * Every way the plugins are installed by the test, by name: what, into which
 * frontend system, of which release of Backstage.
 */
export const variants = RELEASES.flatMap(release =>
  Object.entries(SETS).flatMap(([set, what]) =>
    SYSTEMS.map(system => ({
      name: `${set}-${system}-${release.backstage}`,
      ...what,
      system,
      release,
    })),
  ),
);

/**
 * The variants that arguments name, by their names or the beginnings of them;
 * without arguments all.
 *
 * @throws Error for an argument that names none
 */
export function chosenVariants(args) {
  if (args.length === 0) return variants;
  return args.flatMap(arg => {
    const found = variants.filter(({ name }) =>
      `${name}-`.startsWith(`${arg}-`),
    );
    if (found.length > 0) return found;
    const names = variants.map(({ name }) => name).join(', ');
    throw new Error(`There is no variant ${arg}. There are: ${names}.`);
  });
}
