import type { Route } from '../exchange.ts';

/** Routes of the import tool (ukg-pro-api 4). */
export const importRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/personnel/v1/import-tool',
    service: 'Personnel Integration',
    answer: ({ importTool, body }) => importTool.submit(body),
  },
  {
    method: 'GET',
    path: '/personnel/v1/import-tool/status/:stagingId',
    service: 'Personnel Integration',
    answer: ({ importTool, parameters }) => importTool.status(parameters['stagingId'] ?? ''),
  },
];
