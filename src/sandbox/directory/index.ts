export { createMemoryDirectory } from './memory-directory.ts';
export type {
  DumpedAccount,
  FaultOrder,
  FaultPoint,
  LogonOutcome,
  MemoryAccount,
  MemoryAdministration,
  MemoryDirectory,
  MemoryDirectoryOptions,
  MemoryGroup,
} from './types.ts';
