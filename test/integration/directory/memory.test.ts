import { createMemoryLab } from '../../support/directory-memory-lab.ts';
import { describeDirectory } from './contract.ts';

describeDirectory('the in-memory directory', async () => createMemoryLab());

describeDirectory('the in-memory directory with the strictness of Windows', async () =>
  createMemoryLab(true),
);
