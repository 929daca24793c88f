const rooms = {
  domain: '^src/domain',
  contracts: '^src/contracts',
  config: '^src/config',
  observability: '^src/observability',
  connectors: '^src/connectors',
  sandbox: '^src/sandbox',
  activities: '^activities',
  workflows: '^workflows',
  app: '^src/app',
  workers: '^workers',
  cli: '^src/cli',
};

/** The same arrows as the `references` of the TypeScript projects: a second net, which also sees packages. */
const mayImport = {
  domain: [],
  contracts: ['domain'],
  config: ['domain'],
  observability: ['domain', 'contracts'],
  connectors: ['domain', 'contracts', 'observability'],
  sandbox: ['domain', 'contracts', 'observability'],
  activities: ['domain', 'contracts', 'observability', 'connectors'],
  workflows: ['domain', 'contracts'],
  app: ['domain', 'contracts', 'observability', 'config', 'connectors', 'sandbox', 'activities'],
  workers: ['domain', 'contracts', 'observability', 'config', 'connectors', 'app', 'activities'],
  cli: Object.keys(rooms).filter((room) => room !== 'workflows'),
};

module.exports = {
  forbidden: [
    ...Object.entries(mayImport).map(([room, allowed]) => ({
      name: `${room}-walls`,
      severity: 'error',
      from: { path: rooms[room] },
      to: {
        path: Object.values(rooms),
        pathNot: [room, ...allowed].map((name) => rooms[name]),
      },
    })),
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: rooms.domain },
      to: {
        dependencyTypes: ['npm', 'core'],
        pathNot: 'node_modules/(any-ascii|temporal-polyfill|@noble/hashes)',
      },
    },
    {
      name: 'one-door-to-dates',
      severity: 'error',
      from: { pathNot: '^src/domain/time\\.ts$' },
      to: { path: 'node_modules/temporal-polyfill' },
    },
    {
      name: 'connectors-do-not-know-one-another',
      severity: 'error',
      from: { path: '^src/connectors/([^/]+)/' },
      to: { path: '^src/connectors/', pathNot: '^src/connectors/($1|http)/' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
